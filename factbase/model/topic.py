"""Topics: whom and what statements are about."""

from __future__ import annotations

from attrs import field, frozen

from factbase.model.faults import Faults
from factbase.model.terms import as_topic_kind
from factbase.vocabulary import TopicKind


@frozen(kw_only=True)
class Topic:
    """Whom or what statements are about."""

    id: str
    kind: TopicKind = field(converter=as_topic_kind)
    name: str

    def __attrs_post_init__(self) -> None:
        """Check the topic.

        Raises:
            RecordError: with every field that is wrong.
        """
        faults = Faults()
        faults.ident("id", self.id)
        faults.term("kind", self.kind, TopicKind)
        faults.text("name", self.name)
        faults.finish(f'topic "{self.id}"')
