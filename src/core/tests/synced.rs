//! What sync tells is on the page about oneself: what the ward confirmed, and nothing else.

use sync::Standing;

use super::*;

fn lines(device: &Device) -> Vec<String> {
    match device.core.view().screen {
        ScreenView::People(view) => view.lines,
        screen => panic!("another screen: {screen:?}"),
    }
}

fn synced(device: &mut Device, standing: Standing) -> Vec<Update> {
    let person = device.core.person.unwrap();
    let standings = [(person, standing)].into();
    device.request(&Request::Synced(Synced { standings, pins: Vec::new(), people_changed: false }))
}

/// On the page about oneself.
fn at_my_data() -> Device {
    let mut device = Device::with_a_person(1);
    device.goes_right_until(|screen| matches!(screen, ScreenView::Home(_)));
    device.does(Intent::OpenSettings);
    device.does(Intent::People(PeopleIntent::Data));
    device
}

#[test]
fn only_what_the_ward_confirmed_is_said_to_be_sent() {
    let mut device = at_my_data();
    assert_eq!(lines(&device), Vec::<String>::new());
    let mut standing = Standing { in_ward: true, total: 9, sealed: 9, ..Standing::default() };
    let updates = synced(&mut device, standing);
    // It is shown at once, and what is being said goes on.
    assert!(matches!(updates.as_slice(), [Update::Show(_)]), "{updates:?}");
    assert_eq!(lines(&device), ["Chưa gửi lần nào."]);

    standing.last_success = Some(device.stamp().wall);
    standing.received_by_relay = 4;
    synced(&mut device, standing);
    assert_eq!(lines(&device), ["Chưa gửi lần nào. 4 đang trên đường."]);

    standing.acknowledged = 7;
    standing.received_by_relay = 0;
    standing.quarantined = 2;
    synced(&mut device, standing);
    let line = lines(&device).concat();
    assert!(line.starts_with("Đã gửi 7/9, lần cuối "), "{line}");
    assert!(!line.contains("đang trên đường"), "{line}");
    assert!(synced(&mut device, standing).is_empty(), "nothing new");
}

#[test]
fn whoever_belongs_to_no_ward_sees_nothing_of_sending() {
    let mut device = at_my_data();
    synced(&mut device, Standing { total: 9, ..Standing::default() });
    assert_eq!(lines(&device), Vec::<String>::new());
}

#[test]
fn news_of_sending_leaves_other_pages_alone() {
    let mut device = at_my_data();
    device.does(Intent::People(PeopleIntent::Consents));
    let standing = Standing { in_ward: true, total: 9, acknowledged: 9, ..Standing::default() };
    assert!(synced(&mut device, standing).is_empty());
}
