"""The tables. Constraints live in the database; no column of a unique key is null."""

from claims.models.accounts import DeskSession, Factor, FailedTry, Invitation, OutsideIdentity, RecoveryCode
from claims.models.archive import ArchiveLookup
from claims.models.audit import AuditEvent, AuditHead, AuditPending, AuditSeal
from claims.models.claim import Appearance, Claim, ClaimState, DismissReason, Finding, Reading
from claims.models.concerned import ContactEntry, Policy
from claims.models.confirming import ClaimTerm, Translation
from claims.models.corrections import Mail, Reopening
from claims.models.curating import BroughtFile, CuratedVersion, SavedView
from claims.models.desk import Deferral, DeskAction, HandOver, Interest
from claims.models.earlier import FeedReading, PriorCheck, PriorHit, PriorSearch, PriorTerm, Publisher
from claims.models.editing import Comment, Release, ReleaseState, Sight, ThirdLook
from claims.models.feeds import Feed, FeedItem, FeedPoll, WebHost
from claims.models.insight import AsideDraw, ClaimantTag, DirtyDay, Drawn, RollState, SourceAnswer, Tally
from claims.models.intake import Article, ArticleAddress, ArticleVersion, Claimant, ClaimantName, LeftAside, Outlet
from claims.models.notices import Notice, NoticeKind, NoticeRhythm, Rhythm
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
from claims.models.rules import ClaimTag, Rule, RuleCondition, RuleHit, Tag, Topic
from claims.models.single_checks import SingleCheck
from claims.models.to_do import ClaimantSearch, PhraseUse, UnmatchedGroup, WikidataSuggestion
from claims.models.ways import Cue, IntakeToken, Letter
from claims.models.work import Work, WorkState

__all__ = [
    "Appearance",
    "ArchiveLookup",
    "Article",
    "ArticleAddress",
    "ArticleVersion",
    "AsideDraw",
    "AuditEvent",
    "AuditHead",
    "AuditPending",
    "AuditSeal",
    "BroughtFile",
    "Check",
    "CheckState",
    "Claim",
    "ClaimState",
    "ClaimTag",
    "ClaimTerm",
    "Claimant",
    "ClaimantName",
    "ClaimantSearch",
    "ClaimantTag",
    "Comment",
    "ContactEntry",
    "Cue",
    "CuratedVersion",
    "Decision",
    "Deferral",
    "DeskAction",
    "DeskSession",
    "DirtyDay",
    "DismissReason",
    "DraftVersion",
    "Drawn",
    "Evidence",
    "Factor",
    "FailedTry",
    "Feed",
    "FeedItem",
    "FeedPoll",
    "FeedReading",
    "Fetch",
    "FetchStep",
    "Finding",
    "Gate",
    "HandOver",
    "Indicator",
    "IntakeToken",
    "Interest",
    "Invitation",
    "LeftAside",
    "Letter",
    "Lookup",
    "Mail",
    "ModelRequest",
    "Notice",
    "NoticeKind",
    "NoticeRhythm",
    "Observation",
    "OpinionPair",
    "Outlet",
    "OutsideIdentity",
    "Phrase",
    "PhraseUse",
    "Policy",
    "PriorCheck",
    "PriorHit",
    "PriorSearch",
    "PriorTerm",
    "Proposal",
    "ProposalState",
    "Publication",
    "PublicationState",
    "Publisher",
    "Queue",
    "Rating",
    "RatingMeaning",
    "RatingScale",
    "Reading",
    "RecoveryCode",
    "ReferenceTable",
    "Release",
    "ReleaseState",
    "Reopening",
    "Rhythm",
    "RollState",
    "Rule",
    "RuleCondition",
    "RuleHit",
    "SavedView",
    "ScaleVersion",
    "Series",
    "ShownAs",
    "Sight",
    "SingleCheck",
    "Snapshot",
    "Source",
    "SourceAnswer",
    "Tag",
    "Tally",
    "ThirdLook",
    "Topic",
    "Translation",
    "UnmatchedGroup",
    "User",
    "Verdict",
    "WebHost",
    "WikidataSuggestion",
    "Work",
    "WorkState",
]
