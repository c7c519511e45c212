//! The order of work of one run: from nothing, or from the plan shown before. How much work each effort is worth.

use super::Effort;
use super::search::Search;

/// Runs the whole search; the best plan is in `search.state` afterwards.
pub(crate) fn run(search: &mut Search, effort: Effort) {
    search.construct();
    let (cover, polish) = match effort {
        Effort::Quick => (200, 300),
        Effort::Full => (20_000, 60_000),
    };
    search.cover(cover);
    search.add_reviews();
    search.note();
    search.polish(polish, 20);
}
