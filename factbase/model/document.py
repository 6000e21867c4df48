"""Documents: where statements stand."""

from __future__ import annotations

import hashlib
import re

from attrs import field, frozen

from factbase.model.faults import DERIVED, Faults
from factbase.model.soundness import is_date_or_none, is_id, is_id_of_many, is_text_or_none
from factbase.model.terms import as_rights
from factbase.vocabulary import Rights

_SHA256 = re.compile(r"[0-9a-f]{64}")


def sha256(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@frozen(kw_only=True)
class Document:
    """Where statements stand: who published it, when, and the text if it is held.

    `publisher` and `credit` (the wire) are ids of sources; `published` and `retrieved` are EDTF dates; `language` is a
    BCP 47 tag; `text` is the extracted text, code point for code point, with its `sha256` (worked out when not given);
    `rights` says how much of it may be published, by default ``excerpt`` where a text is held and ``none`` elsewhere.
    `copies` or `translates` names the document whose statements this one carries; `seen` is False for a document that
    is only known through others.
    """

    id: str
    publisher: str
    title: str | None = None
    credit: str | None = None
    byline: str | None = None
    url: str | None = None
    archived_url: str | None = None
    published: str | None = None
    retrieved: str | None = None
    language: str | None = None
    media_type: str | None = None
    rights: Rights | None = field(default=None, converter=as_rights)
    text: str | None = field(default=None, metadata=DERIVED, repr=False)
    sha256: str | None = None
    copies: str | None = None
    translates: str | None = None
    seen: bool = True

    def __attrs_post_init__(self) -> None:
        """Check the document, and work out the hash of its text.

        Raises:
            RecordError: with every field that is wrong.
        """
        if not self._is_sound():
            self._check()
        if self.rights is None:
            object.__setattr__(self, "rights", Rights.NONE if self.text is None else Rights.EXCERPT)

    def _is_sound(self) -> bool:
        return (
            is_id(self.id)
            and is_id_of_many(self.publisher)
            and (self.credit is None or is_id_of_many(self.credit))
            and (
                self.copies is None
                or (is_id(self.copies) and self.copies != self.id and self.translates is None)
            )
            and (self.translates is None or (is_id(self.translates) and self.translates != self.id))
            and is_text_or_none(self.title)
            and is_text_or_none(self.byline)
            and is_text_or_none(self.url)
            and is_text_or_none(self.archived_url)
            and is_text_or_none(self.language)
            and is_text_or_none(self.media_type)
            and is_date_or_none(self.published)
            and is_date_or_none(self.retrieved)
            and (self.rights is None or type(self.rights) is Rights)
            and type(self.seen) is bool
            and is_text_or_none(self.text)
            and self._hash_is_sound()
        )

    def _hash_is_sound(self) -> bool:
        """Tell whether the hash is that of the text; of a text that is not held it must only look like one."""
        if self.text is not None:
            return type(self.sha256) is str and sha256(self.text) == self.sha256
        return self.sha256 is None or (
            type(self.sha256) is str and _SHA256.fullmatch(self.sha256) is not None
        )

    def _check(self) -> None:
        faults = Faults()
        faults.ident("id", self.id)
        faults.ident("publisher", self.publisher)
        for name in ("credit", "copies", "translates"):
            faults.ident_or_none(name, getattr(self, name))
        for name in ("title", "byline", "url", "archived_url", "language", "media_type"):
            faults.text_or_none(name, getattr(self, name))
        faults.date_or_none("published", self.published)
        faults.date_or_none("retrieved", self.retrieved)
        faults.term_or_none("rights", self.rights, Rights)
        faults.flag("seen", self.seen)
        self._check_text(faults)
        if self.copies and self.translates:
            faults.add("translates", "a document copies or translates another, not both")
        for name in ("copies", "translates"):
            if getattr(self, name) == self.id is not None:
                faults.add(name, "a document cannot be a copy of itself")
        faults.finish(f'document "{self.id}"')

    def _check_text(self, faults: Faults) -> None:
        faults.text_or_none("text", self.text)
        if self.sha256 is not None and not (isinstance(self.sha256, str) and _SHA256.fullmatch(self.sha256)):
            faults.add("sha256", "a SHA-256 is 64 hexadecimal digits, lower case")
        elif isinstance(self.text, str) and self.text.strip():
            found = sha256(self.text)
            if self.sha256 is None:
                object.__setattr__(self, "sha256", found)
            elif self.sha256 != found:
                faults.add(
                    "sha256",
                    f"the text was altered: its SHA-256 is {found}, not the {self.sha256} written here",
                )

    @property
    def copy_of(self) -> str | None:
        """The id of the document that this one copies or translates."""
        return self.copies or self.translates

    @property
    def own_voice(self) -> str:
        """The id of the source that speaks where no hop is written: the credited wire, else the publisher."""
        return self.credit or self.publisher
