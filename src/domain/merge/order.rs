//! The order of a list that was changed on both sides: what one side added stays behind what it was put behind.
//!
//! Not here: which entries are kept (`lists.rs`).

use std::collections::{BTreeMap, BTreeSet};

/// The keys of the merged list, in order. A key of the base that one side took out is out, unless `keep` has it; what
/// either side added is in. The same for (ours, theirs) and (theirs, ours), unless both put what there was into another
/// order: then ours counts, and the second value is true.
pub(super) fn merged<K: Ord + Clone>(
    base: &[K],
    ours: &[K],
    theirs: &[K],
    keep: &BTreeSet<K>,
) -> (Vec<K>, bool) {
    let [in_base, in_ours, in_theirs] =
        [base, ours, theirs].map(|l| l.iter().collect::<BTreeSet<_>>());
    let stays = |key: &K| {
        let (o, t) = (in_ours.contains(key), in_theirs.contains(key));
        (o && t) || ((o || t) && (!in_base.contains(key) || keep.contains(key)))
    };
    // What all three have, as each has it.
    let common = |list: &[K]| -> Vec<K> {
        let all =
            |key: &&K| in_base.contains(key) && in_ours.contains(key) && in_theirs.contains(key);
        list.iter().filter(all).cloned().collect()
    };
    let (was, ours_has, theirs_has) = (common(base), common(ours), common(theirs));
    let clash = ours_has != theirs_has && ours_has != was && theirs_has != was;
    let spine = if ours_has == was {
        theirs_has
    } else {
        ours_has
    };
    let place: BTreeMap<&K, usize> = spine.iter().zip(1..).collect();
    // Everything else, by the entry of the spine that it stands behind (0: before them all).
    let behind = |list: &[K]| {
        let mut runs: BTreeMap<K, (usize, usize)> = BTreeMap::new();
        let mut at = 0;
        for (n, key) in list.iter().enumerate() {
            match place.get(key) {
                Some(there) => at = *there,
                None if stays(key) => {
                    runs.insert(key.clone(), (at, n));
                }
                None => {}
            }
        }
        runs
    };
    let (mine, other) = (behind(ours), behind(theirs));
    let run = |all: &BTreeMap<K, (usize, usize)>, rest: &BTreeMap<K, (usize, usize)>, at: usize| {
        let mut run: Vec<(usize, K)> = all
            .iter()
            .filter(|(key, (place, _))| {
                *place == at && rest.get(*key).is_none_or(|(there, _)| there >= place)
            })
            .map(|(key, (_, n))| (*n, key.clone()))
            .collect();
        run.sort();
        run.into_iter().map(|(_, key)| key).collect::<Vec<K>>()
    };
    let mut out: Vec<K> = Vec::new();
    let mut there: BTreeSet<K> = BTreeSet::new();
    let heads = std::iter::once(None).chain(spine.iter().map(Some));
    for (at, head) in heads.enumerate() {
        if let Some(head) = head {
            out.push(head.clone());
        }
        let (a, b) = (run(&mine, &other, at), run(&other, &mine, at));
        let (first, second) = if a <= b { (a, b) } else { (b, a) };
        for key in first.into_iter().chain(second) {
            if there.insert(key.clone()) {
                out.push(key);
            }
        }
    }
    (out, clash)
}
