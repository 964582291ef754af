package scene

import (
	"slices"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
)

// Posture is how a body holds itself.
type Posture string

// The postures.
const (
	Unknown  Posture = "unknown"
	Stand    Posture = "stand"
	Walk     Posture = "walk"
	SitChair Posture = "sit_chair"
	SitFloor Posture = "sit_floor"
	Crouch   Posture = "crouch"
	Curled   Posture = "curled"
	Lying    Posture = "lying"
)

// Person is one person at one moment.
type Person struct {
	Name     string
	Place    floor.Place // floor point below mid-hip, m
	HeightM  float64     // the body's highest point now; 0 where unknown
	Posture  Posture
	FeetSeen float64    // 0 to 1
	Box      vision.Box // px; of zero size where not known
	// Seen tells whether the eye saw the person at this moment; if not, the
	// place is the last known one with a covariance grown since.
	Seen bool
	// Doubt marks a moment at which this person might be another one.
	Doubt bool
	// Zones are the names of the zones that the person is in: NAME for the
	// inside of a closed one, NAME:left or NAME:right along an open one.
	// Empty after three moments without being seen.
	Zones []string
}

// Pair is the distance between two people, centre to centre (mid-hip).
type Pair struct {
	A, B      string
	DistanceM float64
	VarM2     float64
}

// Border is the distance of a person to the centre line of a ribbon or cord.
type Border struct {
	Person, Zone string
	// DistanceM is positive outside a closed zone or to the right of an open
	// one, negative inside or to the left.
	DistanceM float64
	VarM2     float64
}

// NoticeKind is a thing that the quiet line can say.
type NoticeKind string

// The notices.
const (
	CameraMoved  NoticeKind = "camera_moved"
	LightChanged NoticeKind = "light_changed"
	FeetHidden   NoticeKind = "feet_hidden"
	Hidden       NoticeKind = "hidden"
	NameDoubt    NoticeKind = "name_doubt"
	RecordPaused NoticeKind = "record_paused"
	// The record goes on, but not for many hours.
	DiskNearlyFull NoticeKind = "disk_nearly_full"

	// What is the matter with the camera: see vision.Trouble.
	CameraGone    NoticeKind = "camera_gone"
	CameraStill   NoticeKind = "camera_still"
	CameraDark    NoticeKind = "camera_dark"
	CameraTorn    NoticeKind = "camera_torn"
	CameraResized NoticeKind = "camera_resized"
	CameraOther   NoticeKind = "camera_other"
	CameraSlow    NoticeKind = "camera_slow"
	Slept         NoticeKind = "slept"
	ClockSet      NoticeKind = "clock_set"

	// What the room's landmarks say of the picture.
	CameraFollowed NoticeKind = "camera_followed" // it turned, and the map went along
	CameraMirrored NoticeKind = "camera_mirrored"
	CameraStrange  NoticeKind = "camera_strange"

	// Newly laid ribbons are looked for, and were found, or could not be looked for.
	RibbonsSought NoticeKind = "ribbons_sought"
	RibbonsLaid   NoticeKind = "ribbons_laid"
	RibbonsFailed NoticeKind = "ribbons_failed"
)

// Notice is one thing to be said quietly, and kept in the record.
type Notice struct {
	Kind   NoticeKind
	People []string // whom it is about; empty: the room
}

// Scene is who is where at one moment.
type Scene struct {
	Frame   int           // from 1
	At      time.Duration // since the source's start, monotonic
	Clock   time.Time     // wall clock; the zero time where unknown
	People  []Person
	Pairs   []Pair
	Borders []Border
	Notices []Notice
}

// Named returns the scene with everyone called by another name. It shares
// nothing with the first but its strings.
func (s *Scene) Named(called func(name string) string) Scene {
	t := *s
	t.People, t.Pairs = slices.Clone(s.People), slices.Clone(s.Pairs)
	t.Borders, t.Notices = slices.Clone(s.Borders), slices.Clone(s.Notices)
	for i := range t.People {
		t.People[i].Name = called(t.People[i].Name)
	}
	for i := range t.Pairs {
		t.Pairs[i].A, t.Pairs[i].B = called(t.Pairs[i].A), called(t.Pairs[i].B)
	}
	for i := range t.Borders {
		t.Borders[i].Person = called(t.Borders[i].Person)
	}
	for i := range t.Notices {
		t.Notices[i].People = slices.Clone(t.Notices[i].People)
		for j, name := range t.Notices[i].People {
			t.Notices[i].People[j] = called(name)
		}
	}
	return t
}

// Alike reports whether another scene tells the same, at whatever time.
func (s *Scene) Alike(o *Scene) bool {
	return slices.Equal(s.Pairs, o.Pairs) && slices.Equal(s.Borders, o.Borders) &&
		slices.EqualFunc(s.People, o.People, alike) &&
		slices.EqualFunc(s.Notices, o.Notices, func(a, b Notice) bool { return a.Kind == b.Kind && slices.Equal(a.People, b.People) })
}

func alike(a, b Person) bool {
	return a.Name == b.Name && a.Place == b.Place && a.HeightM == b.HeightM && a.Posture == b.Posture && a.FeetSeen == b.FeetSeen &&
		a.Box == b.Box && a.Seen == b.Seen && a.Doubt == b.Doubt && slices.Equal(a.Zones, b.Zones)
}

// Find returns the person of that name, or nil.
func (s *Scene) Find(name string) *Person {
	for i := range s.People {
		if s.People[i].Name == name {
			return &s.People[i]
		}
	}
	return nil
}
