//! Requests that nobody honest sends: whatever they say, the hub stays as it was, tells nobody
//! anything, and goes on.

use std::sync::Arc;

use anyhow::ensure;
use hub::service::{Hub, NewCode, Refusal};
use protocol::{PersonId, UnixMillis};
use segment::{DeviceKey, PersonKey, SealedKey, Segment};
use wire::{
    Ack, Bytes, Card, Clock, Credential, EnrolRequest, Role, SyncRequest, SyncResponse, Tombstone,
};

use super::Seeded;
use crate::world::World;

/// A victim with something sent and something not, and an intruder who was let in.
struct Scene {
    world: World,
    hub: Arc<Hub>,
    victim: usize,
    person: PersonId,
    intruder: DeviceKey,
    credential: Credential,
}

fn told(error: anyhow::Error) -> (String, Vec<String>) {
    (format!("{error:#}"), Vec::new())
}

fn run(seed: u64, what: fn(&mut Scene) -> anyhow::Result<()>) -> Seeded {
    let mut scene = scene(seed).map_err(told)?;
    let done = what(&mut scene).and_then(|()| {
        scene.world.settle()?;
        let outcome = scene.world.check()?;
        ensure!(outcome.events > 0, "nothing of the victim is left");
        Ok(outcome.events as u64)
    });
    done.map_err(|error| (format!("{error:#}"), scene.world.network.trace()))
}

fn scene(seed: u64) -> anyhow::Result<Scene> {
    let mut world = World::new(seed, 0)?;
    let victim = world.add_unit(Role::Learner, 1, None);
    let token = world.invite(0, Role::Learner, None, None)?;
    world.units[victim].invited.push((0, token));
    world.enrol(victim)?;
    world.live(victim, 80);
    world.sync(victim, 0, 9)?;
    world.live(victim, 80);
    let intruder = DeviceKey::from_secret(&world.chance.bytes());
    let token = world.invite(0, Role::Learner, None, None)?;
    let hub = Arc::clone(world.nodes[0].hub()?);
    let request = wire::to_bytes(&EnrolRequest::signed(token, &intruder, Vec::new()));
    let credential = world.run(hub.enrol(&request))?.credential;
    let person = world.units[victim].phone.people.keys().next().copied();
    let person = person.ok_or_else(|| anyhow::anyhow!("nobody is there"))?;
    Ok(Scene { world, hub, victim, person, intruder, credential })
}

impl Scene {
    fn request(&self) -> SyncRequest {
        SyncRequest::new(self.credential, Clock::default(), Vec::new())
    }

    fn sync(&self, request: &SyncRequest) -> Result<SyncResponse, Refusal> {
        self.world.run(self.hub.sync(&wire::to_bytes(request)))
    }

    /// The intruder gets nothing of anybody.
    fn gets_nothing(&self, request: &SyncRequest) -> anyhow::Result<SyncResponse> {
        let answer = self.sync(request)?;
        let nothing = answer.segments.is_empty()
            && answer.keys.is_empty()
            && answer.cards.is_empty()
            && answer.erased.is_empty();
        ensure!(nothing, "the intruder is told something");
        Ok(answer)
    }
}

/// Forged, replayed, revoked and foreign requests.
///
/// # Errors
/// With what isn't true.
pub fn forged(seed: u64) -> Seeded {
    run(seed, |scene| {
        let chance = scene.world.chance.clone();
        let phone = &scene.world.units[scene.victim].phone;
        let own: Vec<Vec<u8>> = phone.segments.iter().map(|own| own.bytes.clone()).collect();
        let victim_device = phone.key().public();

        // Another signature under a segment of the victim that isn't sent yet: put aside, and it
        // doesn't stand in the way of the genuine one.
        let Some(genuine) = own.last() else { return Ok(()) };
        let mut forged = genuine.clone();
        let place = signature_of(&forged);
        forged[place + chance.index(64)] ^= 1;
        let mut request = scene.request();
        request.asked = Segment::from_bytes(genuine).map(|one| vec![one.hash()])?;
        // Durable where the victim's life had ended before the last sync, else not there yet.
        let before = scene.gets_nothing(&request)?.answers;
        request.segments = vec![Bytes(forged)];
        let answer = scene.gets_nothing(&request)?;
        ensure!(matches!(answer.acks[..], [Ack::Quarantined(_)]), "{:?}", answer.acks);
        ensure!(answer.answers == before, "a forgery speaks for the genuine one: {before:?}");

        // A card that makes the intruder somebody who writes about the victim, with another key.
        let key = PersonKey::from_secret(chance.bytes());
        let wrapping = scene.world.ward.wrapping;
        let mut cards = Vec::new();
        for device in [scene.intruder.public(), victim_device] {
            let key = SealedKey::seal(&key, scene.person, &device, &wrapping, chance.bytes())?;
            cards.push(Card { device, person: scene.person, key, group: None });
        }
        let mut request = scene.request();
        request.cards = cards;
        request.segments = own.iter().cloned().map(Bytes).collect();
        scene.gets_nothing(&request)?;
        scene.gets_nothing(&scene.request())?;

        // Wishes to erase the victim, by who has no say.
        let mut stolen = Tombstone::by_device(scene.person, &scene.intruder);
        let mut request = scene.request();
        request.erased.push(stolen.clone());
        stolen.by = scene.world.ward.verifying;
        request.erased.push(stolen.clone());
        stolen.by = victim_device;
        request.erased.push(stolen);
        scene.gets_nothing(&request)?;

        // Made-up credentials and cursors, and what was answered before, shown again.
        let mut request = scene.request();
        request.cursor = Bytes(chance.bytes::<24>().to_vec());
        scene.gets_nothing(&request)?;
        request.relay = true;
        scene.sync(&request)?;
        request.credential = Credential(chance.bytes());
        ensure!(matches!(scene.sync(&request), Err(Refusal::NotEnrolled)), "anybody is let in");

        // Whoever was revoked brings nothing, not even what is sound.
        scene.world.run(scene.hub.store().revoke(&scene.intruder.public()))?;
        let before = scene.world.run(scene.hub.store().counts())?;
        let mut request = scene.request();
        request.segments = vec![Bytes(genuine.clone())];
        ensure!(matches!(scene.sync(&request), Err(Refusal::NotEnrolled)), "the revoked are in");
        let after = scene.world.run(scene.hub.store().counts())?;
        ensure!(before == after, "somebody who was revoked changed something");

        // Requests of the victim that arrive again and again.
        let (ward, phone) = (scene.world.ward, &scene.world.units[scene.victim].phone);
        let asking = phone.ask(0, UnixMillis(0), &ward, &chance);
        for _ in 0..3 {
            let Some(asking) = &asking else { break };
            scene.world.run(scene.hub.sync(&asking.body))?;
        }
        Ok(())
    })
}

/// Where the signature stands in a segment's bytes.
fn signature_of(bytes: &[u8]) -> usize {
    let mut from = minicbor::Decoder::new(bytes);
    let read = from.array().and_then(|_| from.u8()).and_then(|_| from.bytes().map(<[u8]>::len));
    // Two bytes say that 64 follow.
    read.map_or(0, |_| from.position() + 2)
}

/// Bytes of the wrong shape.
///
/// # Errors
/// With what isn't true.
pub fn shapes(seed: u64) -> Seeded {
    run(seed, |scene| {
        let chance = scene.world.chance.clone();
        let sound = wire::to_bytes(&scene.request());
        let depth = 1_000 + chance.index(100_000);
        let mut twice = sound.clone();
        twice[0] += 1;
        twice.extend_from_slice(&sound[1..]);
        let mut after = sound.clone();
        after.push(0);
        let bodies = [
            vec![0x81; depth],
            vec![0xa1; depth],
            [&[0xa1, 0x03][..], &vec![0x81; depth]].concat(),
            // An array of 2^63 things, and bytes of 2^40.
            [&[0xa1, 0x03, 0x9b, 0x7f][..], &[0xff; 7]].concat(),
            [&[0xa1, 0x00, 0x5b, 0, 0, 1, 0][..], &[0; 4]].concat(),
            vec![0xbf; 64],
            twice,
            after,
            Vec::new(),
            chance.bytes::<512>().to_vec(),
        ];
        for (at, body) in bodies.iter().enumerate() {
            let refused = scene.world.run(scene.hub.sync(body));
            ensure!(matches!(refused, Err(Refusal::Malformed)), "body {at}: {refused:?}");
            let refused = scene.world.run(scene.hub.enrol(body));
            ensure!(matches!(refused, Err(Refusal::Malformed)), "enrolment {at}: {refused:?}");
        }

        // Segments that are too long or none at all, by the hundred.
        let mut request = scene.request();
        let long = segment::MAX_PACKED_BYTES + 5_000 + chance.index(100_000);
        request.segments.push(Bytes(vec![0; long]));
        request.segments.extend((0..300).map(|_| Bytes(chance.bytes::<40>().to_vec())));
        request.segments.push(Bytes(bomb(scene)?));
        let answer = scene.sync(&request)?;
        ensure!(answer.segments.is_empty(), "the intruder is told something");
        let aside = |ack: &Ack| matches!(ack, Ack::Quarantined(_) | Ack::NeedsCard);
        ensure!(answer.acks.iter().all(aside), "what is no segment is taken");

        // Names that would like to be something else.
        let names = [
            "'; DROP TABLE segment; --",
            "../../../etc/passwd",
            "x\0y",
            "<script>alert(1)</script>",
            "${jndi:ldap://x}",
            "%s%n",
        ];
        for name in names {
            let code = NewCode {
                role: Role::Instructor,
                group: Some(name.repeat(1 + chance.index(400))),
                person: None,
                instructor: None,
            };
            let token = scene.world.run(scene.hub.invite(code, Vec::new()))?.token;
            let device = DeviceKey::from_secret(&chance.bytes());
            let key = PersonKey::from_secret(chance.bytes());
            let (person, public) = (PersonId(chance.bytes()), device.public());
            let wrapping = scene.world.ward.wrapping;
            let key = SealedKey::seal(&key, person, &public, &wrapping, chance.bytes())?;
            let card = Card { device: public, person, key, group: Some(name.to_owned()) };
            let request = EnrolRequest::signed(token, &device, vec![card]);
            scene.world.run(scene.hub.enrol(&wire::to_bytes(&request)))?;
        }
        scene.world.run(scene.hub.store().figures())?;
        Ok(())
    })
}

/// A few bytes that would expand to sixty-four million, sealed as the intruder can seal them.
fn bomb(scene: &Scene) -> anyhow::Result<Vec<u8>> {
    use chacha20poly1305::aead::{Aead, KeyInit, Payload};
    let person = PersonId(scene.world.chance.bytes());
    let log = protocol::log_id(scene.intruder.public().install(), person);
    let header = segment::Header {
        log,
        first: 1,
        count: 1,
        previous: None,
        person,
        scope: segment::Scope::PERSON,
    };
    let frame = zstd::bulk::compress(&vec![0; 64 << 20], 1)?;
    // As a segment has it: without the frame's first five bytes, behind its length.
    let frame = frame.get(5..).unwrap_or_default();
    let mut plain = Vec::new();
    let mut length = (frame.len() as u64) << 1 | 1;
    while length >= 0x80 {
        plain.push(length as u8 | 0x80);
        length >>= 7;
    }
    plain.push(length as u8);
    plain.extend_from_slice(frame);
    let secret: [u8; 32] = scene.world.chance.bytes();
    let nonce: [u8; 24] = scene.world.chance.bytes();
    let cipher = chacha20poly1305::XChaCha20Poly1305::new(&secret.into());
    let aad = minicbor::to_vec((1_u8, header))?;
    let sealed = cipher
        .encrypt(&nonce.into(), Payload { msg: &plain, aad: &aad })
        .map_err(|_| anyhow::anyhow!("the bomb can't be sealed"))?;
    let body = [nonce.as_slice(), &sealed].concat();
    let header = minicbor::to_vec(header)?;
    let mut hasher = blake3::Hasher::new_derive_key("camtay 2026-11 segment");
    hasher.update(&[1]).update(&(header.len() as u64).to_le_bytes()).update(&header);
    hasher.update(&segment::Hash::of("camtay 2026-11 segment body", &body).0);
    let signature = scene.intruder.sign(b"camtay segment\0", hasher.finalize().as_bytes());
    let slice = |bytes: &[u8]| minicbor::bytes::ByteVec::from(bytes.to_vec());
    let bytes = minicbor::to_vec((1_u8, slice(&header), slice(&signature), slice(&body)))?;

    // With its card it would be opened.
    let (device, key) = (scene.intruder.public(), PersonKey::from_secret(secret));
    let wrapping = scene.world.ward.wrapping;
    let key = SealedKey::seal(&key, person, &device, &wrapping, scene.world.chance.bytes())?;
    let mut request = scene.request();
    request.cards = vec![Card { device, person, key, group: None }];
    request.segments = vec![Bytes(bytes.clone())];
    let answer = scene.sync(&request)?;
    let unreadable = [Ack::Quarantined(wire::Reason::Unreadable)];
    ensure!(answer.acks == unreadable, "the bomb is {:?}", answer.acks);
    Ok(bytes)
}
