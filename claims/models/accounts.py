"""How people come in: what they prove themselves by, who was invited, where somebody is signed in, and which tries
failed. Secrets stand here sealed or hashed, never as they were given out."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Factor(models.Model):
    """A second thing that somebody signs in with. `secret` is what the codes of an app are made of, sealed, or the
    id and the public key of a passkey, which are no secret. `counter` is the last step of time whose code was taken,
    or the signatures that the passkey has counted: neither goes back."""

    class Kind(models.TextChoices):
        APP = "app", _("authenticator app")
        PASSKEY = "passkey", _("security key or passkey")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="factors")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=60)
    secret = models.TextField()
    credential_key = models.CharField(max_length=64, blank=True, default="")
    counter = models.BigIntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(kind="app"), name="factor_one_app"),
            models.UniqueConstraint(
                fields=["credential_key"], condition=~Q(credential_key=""), name="factor_credential_key"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """One of the codes that let somebody in who has lost every factor; each lets in once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "code_hash"], name="recovery_code_of_user")]


class FailedTry(models.Model):
    """A try to sign in that failed, or that is under way. The keys are hashes of the name that was typed and of the
    address it came from: the table tells neither, nor whether there is somebody of that name."""

    account_key = models.CharField(max_length=64)
    address_key = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["account_key", "at"], name="failed_try_account"),
            models.Index(fields=["address_key", "at"], name="failed_try_address"),
            models.Index(fields=["at"], name="failed_try_at"),
        ]


class Invitation(models.Model):
    """Somebody was asked to join a group. The link in the mail holds a token, of which the hash is kept; it lets in
    once, until `expires_at`, unless it was taken back."""

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), max_length=254)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", verbose_name=_("group"))
    token_sha256 = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("open until"))
    joined = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        permissions = [("manage_people", "Can invite people, end their work at the desk and let them back in")]
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=Q(ended_at__isnull=True), name="invitation_open_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def over(self) -> bool:
        return self.expires_at <= timezone.now()


class OutsideIdentity(models.Model):
    """Who a person is to the house's own sign-in (OpenID Connect)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="outside_identity_once")]


class DeskSession(AbstractBaseSession):
    """A browser's session, with who is signed in there, so that they can be listed and ended. `user_id` is 0 before
    anybody signed in; a plain column, since a session is no more than a cache of a sign-in."""

    user_id = models.BigIntegerField(default=0)
    device = models.CharField(_("device"), max_length=60, blank=True, default="")
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        indexes = [models.Index(F("user_id"), F("seen_at").desc(), name="desk_session_of_user")]

    @property
    def handle(self) -> str:
        """What names the session on a page: its key would let in whoever reads it."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:20]
