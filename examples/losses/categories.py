"""What is counted: the categories of both data sets, and which of them are the same thing.

Two sources speak to one question only where both count the same thing under the same name. Nothing is summed: what a
source merges, it merges itself, and its merged figure answers a question of its own.
"""

from __future__ import annotations

import re

from attrs import frozen

WAR_BEGAN = "2022-02-24"
"""From when on both sources count: the day of the invasion."""

COUNTRIES = {"Russia": "russia", "Ukraine": "ukraine"}
"""Whose losses are counted, and the ids that stand for them."""


@frozen
class Category:
    """What is counted: `slug` begins the ids of its questions, `plural` stands in their text, `short` is the unit."""

    slug: str
    plural: str
    short: str | None = None

    @property
    def unit(self) -> str:
        """In what it is counted."""
        return self.short or self.plural

    def question(self, country: str, day: str) -> str:
        """Return the id of the question how many of it a country had lost by a day: those of one series end alike."""
        return f"{self.slug}-lost-by-{COUNTRIES[country]}-{day}"


OFFICIAL = {
    "personnel": Category("personnel", "soldiers"),
    "aircraft": Category("aircraft", "aircraft"),
    "helicopter": Category("helicopters", "helicopters"),
    "tank": Category("tanks", "tanks"),
    "APC": Category(
        "armoured-vehicles", "armoured personnel carriers and other armoured combat vehicles", "vehicles"
    ),
    "field artillery": Category("artillery", "artillery systems"),
    "MRL": Category("rocket-launchers", "multiple rocket launchers"),
    "military auto": Category("military-vehicles", "military vehicles other than fuel tanks", "vehicles"),
    "fuel tank": Category("fuel-tanks", "fuel tanks"),
    "vehicles and fuel tanks": Category(
        "vehicles-and-fuel-tanks", "vehicles and fuel tanks together", "vehicles"
    ),
    "drone": Category("drones", "drones"),
    "naval ship": Category("naval-ships", "warships and boats"),
    "submarines": Category("submarines", "submarines"),
    "anti-aircraft warfare": Category("anti-aircraft-systems", "anti-aircraft warfare systems"),
    "special equipment": Category("special-equipment", "pieces of special equipment", "pieces"),
    "mobile SRBM system": Category(
        "ballistic-missile-systems", "mobile short-range ballistic missile systems", "systems"
    ),
    "cruise missiles": Category("cruise-missiles", "cruise missiles"),
    "ground robotic systems": Category("ground-robots", "ground robotic systems"),
}
"""The keys of the General Staff's totals. From 2022-05-01 on `vehicles and fuel tanks` takes the place of `military
auto` and `fuel tank`, and `cruise missiles` that of `mobile SRBM system`: four questions and two, never one."""

SHARED = {
    "Tanks": OFFICIAL["tank"],
    "Aircraft": OFFICIAL["aircraft"],
    "Helicopters": OFFICIAL["helicopter"],
    "Multiple Rocket Launchers": OFFICIAL["MRL"],
}
"""The headings of Oryx under which stands what a key of the General Staff counts too. `Rocket and Missile Artillery`,
which took the place of the last in June 2025, holds more; `Armoured Personnel Carriers` less than the key `APC`."""

OWN_SUMS = {
    "All Types": Category("equipment-seen", "pieces of equipment of all types", "pieces"),
    "Losses excluding Recon Drones and Trucks": Category(
        "equipment-seen-but-drones-and-trucks",
        "pieces of equipment, reconnaissance drones and trucks excluded,",
        "pieces",
    ),
    "Losses of Armoured Combat Vehicles [Tanks, AFVs, IFVs, APCs, and MRAPs]": Category(
        "armoured-combat-vehicles-seen",
        "armoured combat vehicles (tanks, AFVs, IFVs, APCs and MRAPs)",
        "vehicles",
    ),
}
"""The headings under which Oryx itself sums."""


def seen(heading: str) -> Category:
    """Return what Oryx counts under a heading, which may end with the count itself (`... - 17594, of which: ...`)."""
    name = heading.split(" - ", maxsplit=1)[0].strip()
    if name in SHARED:
        return SHARED[name]
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return OWN_SUMS.get(name) or Category(
        f"{slug}-seen", f"pieces of equipment of the type “{name}”", "pieces"
    )
