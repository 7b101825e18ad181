//! What comes of the friendly touches: bounded, fair to whoever trembles more, and not led astray
//! by one odd touch.

use presenter::{AimedTouch, Steadiness};
use proptest::prelude::*;

fn any_touch() -> impl Strategy<Value = AimedTouch> {
    let again = prop::option::of(0_u64..100_000);
    (0_u16..2_000, 0_u16..2_000, again).prop_map(|(off_px, slid_px, again_after_millis)| {
        AimedTouch { off_px, slid_px, again_after_millis }
    })
}

fn steady() -> impl Strategy<Value = AimedTouch> {
    (0_u16..=10, 0_u16..6).prop_map(|(off_px, slid_px)| AimedTouch {
        off_px,
        slid_px,
        again_after_millis: None,
    })
}

/// Whether no limit of `tight` is wider than that of `wide`.
fn within(tight: Steadiness, wide: Steadiness) -> bool {
    tight.repeat_guard_millis <= wide.repeat_guard_millis
        && tight.key_guard_millis <= wide.key_guard_millis
        && tight.reach_px <= wide.reach_px
        && tight.slide_px <= wide.slide_px
}

#[test]
fn a_hand_that_trembles_gets_time_and_room() {
    let touch = AimedTouch { off_px: 21, slid_px: 14, again_after_millis: Some(700) };
    let limits = Steadiness::of(&[touch; 6]);
    let expected =
        Steadiness { repeat_guard_millis: 975, key_guard_millis: 350, reach_px: 6, slide_px: 14 };
    assert_eq!(limits, expected);
    assert_eq!(Steadiness::of(&[]), Steadiness::default());
}

proptest! {
    #[test]
    fn every_limit_stays_within_its_range(touches in prop::collection::vec(any_touch(), 0..12)) {
        let limits = Steadiness::of(&touches);
        prop_assert_eq!(limits, limits.bounded());
        prop_assert!((600..=1_400).contains(&limits.repeat_guard_millis));
        prop_assert!((150..=350).contains(&limits.key_guard_millis));
        prop_assert!(limits.reach_px <= 6 && limits.slide_px <= 24);
    }

    #[test]
    fn who_trembles_more_never_gets_less(
        touches in prop::collection::vec(any_touch(), 1..12),
        which in any::<prop::sample::Index>(),
        (off, slid, again) in (0_u16..500, 0_u16..500, 0_u64..5_000),
    ) {
        let mut worse = touches.clone();
        let touch = &mut worse[which.index(touches.len())];
        touch.off_px += off;
        touch.slid_px += slid;
        touch.again_after_millis = Some(touch.again_after_millis.unwrap_or(0) + again);
        prop_assert!(within(Steadiness::of(&touches), Steadiness::of(&worse)));
    }

    #[test]
    fn one_odd_touch_among_steady_ones_changes_little(
        touches in prop::collection::vec(steady(), 4..8),
        odd in any_touch(),
    ) {
        prop_assert_eq!(Steadiness::of(&touches), Steadiness::default());
        let mut all = touches;
        all.push(odd);
        let limits = Steadiness::of(&all);
        prop_assert_eq!((limits.reach_px, limits.slide_px), (0, 0));
        prop_assert!(limits.repeat_guard_millis <= 975, "{:?}", limits);
    }

    #[test]
    fn the_order_of_the_touches_means_nothing(
        touches in prop::collection::vec(any_touch(), 0..8)
            .prop_flat_map(|touches| (Just(touches.clone()), Just(touches).prop_shuffle())),
    ) {
        prop_assert_eq!(Steadiness::of(&touches.0), Steadiness::of(&touches.1));
    }
}
