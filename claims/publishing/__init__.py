"""From a submitted check to what readers and machines get: the signed record, ClaimReview, safe markup."""
