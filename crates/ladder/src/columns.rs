//! Where the lanes stand on a page of some width. Knows no rows.

/// Room for a time, and two blanks.
pub(crate) const TIME: usize = 11;
/// A lane's rail, and a blank.
pub(crate) const RAIL: usize = 2;
/// The narrowest lane: "accept()" and an address fit, on two lines.
const NARROWEST_LANE: usize = 20;
/// From this width a name in Python stands beside each call.
const LANE_WITH_PYTHON: usize = 52;
/// The longest name in Python and a blank.
pub(crate) const PYTHON: usize = 21;
/// Between two lanes, on a page of 80 columns or more.
const GUTTER: usize = 14;
/// And on a narrower one: two arrows still go down side by side.
const NARROW_GUTTER: usize = 9;
/// A lane's width on a page that is as wide as it needs to be.
const WIDE_LANE: usize = 62;
/// The same, of more than two lanes: without Python, so that a page can be seen at once.
const ONE_OF_MANY: usize = 38;

/// The width of a page that has room enough for so many lanes.
pub(crate) fn page_width(lanes: usize) -> usize {
    let lane = if lanes > 2 { ONE_OF_MANY } else { WIDE_LANE };
    TIME + lanes.max(1) * lane + lanes.saturating_sub(1) * GUTTER
}

/// Where the lanes stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns {
    /// A lane's width, the rail included.
    pub(crate) lane: usize,
    /// Between two lanes.
    gutter: usize,
}

impl Columns {
    /// The columns of so many lanes; `None` if they are too many for this width.
    pub(crate) fn fit(width: usize, lanes: usize) -> Option<Self> {
        let gaps = lanes.saturating_sub(1);
        let gutter = if width < 80 { NARROW_GUTTER } else { GUTTER };
        let room = width.checked_sub(TIME + gaps * gutter)?;
        let lane = room / lanes.max(1);
        (lane >= NARROWEST_LANE).then_some(Self { lane, gutter })
    }

    /// Where the rail of a lane is.
    pub(crate) fn rail(self, lane: usize) -> usize {
        TIME + lane * (self.lane + self.gutter)
    }

    /// Where the gutter on a lane's left begins.
    pub(crate) fn gutter(self, lane: usize) -> usize {
        self.rail(lane) - self.gutter
    }

    /// The room for a call's words.
    pub(crate) fn room(self) -> usize {
        let room = self.lane - RAIL;
        if self.has_python() { room - PYTHON } else { room }
    }

    /// Whether a name in Python stands beside each call.
    pub(crate) fn has_python(self) -> bool {
        self.lane >= LANE_WITH_PYTHON
    }
}
