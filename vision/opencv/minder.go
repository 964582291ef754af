package opencv

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
)

// Looker is an [Eye], or what stands for one.
type Looker interface {
	Finder
	Close() error
}

// Minder is an eye that keeps its room true while a session goes on. By the
// room's landmarks it notices at the start, and then every few seconds, whether
// the camera stands where the floor was measured; where it only turned, the floor
// follows. When asked it looks for ribbons that were laid or moved meanwhile.
//
// Look and Close are for one goroutine; the other methods may be called at any
// time.
type Minder struct {
	eye  Looker
	room atomic.Pointer[minded]

	mu    sync.Mutex
	fresh bool // the room is not as it was when it was last taken
	asked bool // to look for ribbons
	look  *ribbonLook

	due      time.Duration // when landmarks are compared next
	before   calibrate.Sighted
	told     bool // that the camera has moved
	by       vision.Pixel
	until    time.Duration // tell until then that the floor has followed
	fixed    bool          // landmarks have said where the camera stands
	eyeMoved bool          // what the eye said last
	strange  int           // looks in a row at which nothing was recognised
	trouble  vision.Trouble
	found    time.Duration // until when newly found ribbons are told
	failed   time.Duration // likewise, that the search failed
	waits    bool          // ribbons are being looked for
}

// minded is a room and its floor, which change together.
type minded struct {
	room  floor.Room
	floor *floor.Floor
}

// Mind returns a minder of a room. The eye becomes its own.
func Mind(eye Looker, room floor.Room, f *floor.Floor) *Minder {
	m := &Minder{eye: eye, due: firstCompare}
	m.room.Store(&minded{room, f})
	return m
}

const (
	firstCompare = 700 * time.Millisecond // a camera begins too dark
	compareEvery = 3 * time.Second
	compareAgain = time.Second // where something is the matter
	sayFollowed  = 6 * time.Second
	sayFound     = 4 * time.Second
	// longStrange is how many looks in a row must recognise nothing for it to be
	// said, and only before anything was recognised: later, people may stand
	// before all of it.
	longStrange = 3
	// agreePx is how alike two looks must find a shift to believe it, px.
	agreePx = 1.5
)

// Room is the room as it is now.
func (m *Minder) Room() floor.Room { return m.room.Load().room }

// Renewed returns the room where it has changed since it was last asked: zones
// were laid, or the floor followed the camera.
func (m *Minder) Renewed() (floor.Room, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	fresh := m.fresh
	m.fresh = false
	return m.Room(), fresh
}

func (m *Minder) renew(next minded) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.room.Store(&next)
	m.fresh = true
}

// CameraAt is where the floor as it is now has the camera, in m.
func (m *Minder) CameraAt() floor.Vec3 { return m.room.Load().floor.CameraAt() }

// Slopes is that of the floor as it is now; see [floor.Floor.Slopes].
func (m *Minder) Slopes(p floor.Point, heightM float64) (px vision.Pixel, u, v floor.Vec3, ok bool) {
	return m.room.Load().floor.Slopes(p, heightM)
}

// ToFloor is that of the floor as it is now; see [floor.Floor.ToFloor].
func (m *Minder) ToFloor(px vision.Pixel, noise vision.PixelCov, heightM float64) (floor.Place, error) {
	return m.room.Load().floor.ToFloor(px, noise, heightM)
}

// Look looks at a frame as the eye does, and minds the room.
func (m *Minder) Look(ctx context.Context, frame vision.Frame, expect vision.Expect) (vision.Sight, error) {
	sight, err := m.eye.Look(ctx, frame, expect)
	if err != nil {
		return sight, err
	}
	people := slices.Clone(expect.Boxes)
	for _, b := range sight.Bodies {
		people = append(people, b.Box)
	}
	if err := m.compare(ctx, frame, &sight, people); err != nil {
		return sight, err
	}
	return sight, m.lookForRibbons(ctx, frame, &sight, people)
}

// Close closes the eye, and waits for a search for ribbons to end.
func (m *Minder) Close() error {
	m.mu.Lock()
	look := m.look
	m.look = nil
	m.mu.Unlock()
	if look != nil {
		look.end()
	}
	return m.eye.Close()
}

// compare compares the landmarks when it is time to, and says in the sight
// whether the camera stands where it stood.
func (m *Minder) compare(ctx context.Context, frame vision.Frame, sight *vision.Sight, people []vision.Box) error {
	now := m.room.Load()
	if len(now.room.Landmarks) == 0 {
		return nil
	}
	if sight.CameraMoved && !m.eyeMoved && !sight.Glance {
		m.due = min(m.due, frame.At) // the eye saw something: look at once
	}
	if !sight.Glance {
		m.eyeMoved = sight.CameraMoved
	}
	if frame.At >= m.due {
		marks, err := LandmarksNow(ctx, frame, people, false)
		if err != nil {
			return err
		}
		m.due = frame.At + compareEvery
		if err := m.judge(ctx, frame, people, calibrate.Recognise(now.floor, now.room.Landmarks, marks)); err != nil {
			return err
		}
	}
	m.say(frame.At, sight)
	return nil
}

// judge draws the conclusion of a comparison.
func (m *Minder) judge(ctx context.Context, frame vision.Frame, people []vision.Box, s calibrate.Sighted) error {
	before := m.before
	m.before = s
	switch s.View {
	case calibrate.UnknownView:
		if m.strange++; !m.fixed && m.strange >= longStrange && m.trouble == "" {
			return m.strangeView(ctx, frame, people)
		}
		if !m.fixed {
			m.due = frame.At + compareAgain
		}
		return nil
	case calibrate.SameView:
		m.fixed, m.told, m.trouble, m.strange = true, false, "", 0
		return nil
	}
	m.fixed, m.trouble, m.strange = true, "", 0
	m.due = frame.At + compareAgain
	if before.View != calibrate.MovedView || before.By.Distance(s.By) > agreePx*float64(sizeOf(frame).Width)/640 {
		return nil // it may still be moving
	}
	m.told, m.by = true, s.By
	m.follow(frame.At, s)
	return nil
}

// follow lets the floor follow a camera that only turned.
func (m *Minder) follow(at time.Duration, s calibrate.Sighted) {
	now := m.room.Load()
	room, ok := s.Follow(now.room)
	if !ok {
		return
	}
	f, err := floor.Solve(room.Size, room.Lens, room.Points)
	if err != nil {
		return // it stays told
	}
	m.renew(minded{room, f})
	m.told, m.until, m.before = false, at+sayFollowed, calibrate.Sighted{}
}

// strangeView says why nothing is recognised: the picture is mirrored, or it is
// another camera's or another room's.
func (m *Minder) strangeView(ctx context.Context, frame vision.Frame, people []vision.Box) error {
	now := m.room.Load()
	marks, err := LandmarksNow(ctx, frame, people, true)
	if err != nil {
		return err
	}
	m.trouble = vision.CameraStrange
	if calibrate.Recognise(now.floor, now.room.Landmarks, marks).View != calibrate.UnknownView {
		m.trouble = vision.CameraMirrored
	}
	return nil
}

// say puts into a sight what landmarks say, which know better than the eye: it
// only knows how the room looked when it began.
func (m *Minder) say(at time.Duration, sight *vision.Sight) {
	if m.fixed {
		sight.CameraMoved, sight.CameraFollowed, sight.Shift = m.told, at < m.until, vision.Pixel{}
		if sight.CameraMoved || sight.CameraFollowed {
			sight.Shift = m.by
		}
	}
	if m.trouble != "" {
		sight.Trouble = m.trouble
	}
}

func sizeOf(frame vision.Frame) vision.Size { return frame.Picture.Size() }
