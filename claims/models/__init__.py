"""The tables. Constraints live in the database; no column of a unique key is null."""

from claims.models.archive import ArchiveLookup
from claims.models.audit import AuditEvent, AuditHead, AuditPending, AuditSeal
from claims.models.claim import Appearance, Claim, ClaimState, DismissReason, Finding, Reading
from claims.models.concerned import ContactEntry, Policy
from claims.models.confirming import ClaimTerm, Translation
from claims.models.corrections import Mail, Reopening
from claims.models.desk import Deferral, DeskAction, HandOver, Interest, QueueCondition
from claims.models.earlier import FeedReading, PriorCheck, PriorHit, PriorSearch, PriorTerm, Publisher
from claims.models.editing import Comment, Release, ReleaseState, Sight, ThirdLook
from claims.models.insight import AsideDraw, ClaimantTag, DirtyDay, Drawn, RollState, SourceAnswer, Tally
from claims.models.intake import (
    Article,
    ArticleAddress,
    ArticleVersion,
    Claimant,
    ClaimantName,
    LeftAside,
    Outlet,
)
from claims.models.opinions import OpinionPair
from claims.models.people import ShownAs, User
from claims.models.proposals import ModelRequest, Proposal, ProposalState
from claims.models.publication import Publication, PublicationState, Verdict
from claims.models.rating_meanings import RatingMeaning
from claims.models.reference import (
    Fetch,
    FetchStep,
    Gate,
    Indicator,
    Lookup,
    Observation,
    Phrase,
    ReferenceTable,
    Series,
    Snapshot,
    Source,
)
from claims.models.review import (
    Check,
    CheckState,
    Decision,
    DraftVersion,
    Evidence,
    Queue,
    Rating,
    RatingScale,
    ScaleVersion,
)
from claims.models.ways import Cue, IntakeToken, Letter
from claims.models.work import Work, WorkState

__all__ = [
    "AsideDraw",
    "ClaimantTag",
    "DirtyDay",
    "Drawn",
    "RollState",
    "SourceAnswer",
    "Tally",
    "Cue",
    "IntakeToken",
    "Letter",
    "Deferral",
    "DeskAction",
    "HandOver",
    "Interest",
    "QueueCondition",
    "Publisher",
    "PriorTerm",
    "PriorSearch",
    "PriorHit",
    "PriorCheck",
    "FeedReading",
    "ArchiveLookup",
    "Mail",
    "Reopening",
    "Appearance",
    "Article",
    "ArticleAddress",
    "ArticleVersion",
    "AuditEvent",
    "AuditHead",
    "AuditPending",
    "AuditSeal",
    "Comment",
    "Release",
    "ReleaseState",
    "Sight",
    "ThirdLook",
    "Check",
    "CheckState",
    "Claim",
    "ClaimState",
    "ClaimTerm",
    "Claimant",
    "ClaimantName",
    "ContactEntry",
    "Decision",
    "DismissReason",
    "DraftVersion",
    "Evidence",
    "Fetch",
    "FetchStep",
    "Finding",
    "Gate",
    "Indicator",
    "LeftAside",
    "Lookup",
    "ModelRequest",
    "Observation",
    "OpinionPair",
    "Outlet",
    "Phrase",
    "Policy",
    "Proposal",
    "ProposalState",
    "Publication",
    "PublicationState",
    "Queue",
    "Rating",
    "RatingMeaning",
    "RatingScale",
    "Reading",
    "ReferenceTable",
    "ScaleVersion",
    "Series",
    "Snapshot",
    "Source",
    "Translation",
    "ShownAs",
    "User",
    "Verdict",
    "Work",
    "WorkState",
]
