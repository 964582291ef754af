package controls

import (
	"testing"

	"nabij/vision/floor"
	"nabij/vision/scene"
)

// relaid is a session in which ribbons are laid.
type relaid struct {
	Session
	asked int
	room  floor.Room
}

func (r *relaid) Keeping() bool    { return false }
func (r *relaid) Paused() bool     { return false }
func (r *relaid) LookForRibbons()  { r.asked++ }
func (r *relaid) Room() floor.Room { return r.room }

func TestRibbonsAreLaidMeanwhile(t *testing.T) {
	session := &relaid{}
	p := Live(floor.Room{Name: "before"}, session, Look{})
	p.Press("l")
	if session.asked != 1 {
		t.Errorf("asked %d times, want once", session.asked)
	}
	session.room = floor.Room{Name: "after", Zones: []floor.Zone{{Name: "R1"}}}
	p.Show(scene.Scene{Frame: 1})
	if p.room.Name != "after" || len(p.room.Zones) != 1 {
		t.Errorf("the panel shows the room %q with %d zones", p.room.Name, len(p.room.Zones))
	}
	// A session that cannot, and a replay, are not asked.
	Live(floor.Room{}, nil, Look{}).Press("l")
	if Find("l", true) == Lay {
		t.Error("ribbons are looked for in a replay")
	}
}
