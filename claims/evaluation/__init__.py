"""How well the pulling of claims does on data with answers: metrics, and one module per thing measured."""
