package session

import (
	"math"
	"time"

	"nabij/vision/floor"
	"nabij/vision/scene"
)

// keptMoment is a moment as JSON, which has no NaN.
type keptMoment struct {
	At           time.Duration
	Clock        time.Time
	Voice        scene.Voice
	Kind         scene.MomentKind
	Word         string   `json:",omitempty"`
	Person       string   `json:",omitempty"`
	Other        string   `json:",omitempty"`
	DistanceM    *float64 `json:",omitempty"`
	VarM2        *float64 `json:",omitempty"`
	DirectionDeg *float64 `json:",omitempty"`
}

func keep(m scene.Moment) keptMoment {
	return keptMoment{m.At, m.Clock, m.Voice, m.Kind, m.Word, m.Person, m.Other,
		finite(m.DistanceM), finite(m.VarM2), finite(m.DirectionDeg)}
}

func (m keptMoment) moment(id int64) scene.Moment {
	return scene.Moment{ID: id, At: m.At, Clock: m.Clock, Voice: m.Voice, Kind: m.Kind, Word: m.Word, Person: m.Person,
		Other: m.Other, DistanceM: orNaN(m.DistanceM), VarM2: orNaN(m.VarM2), DirectionDeg: orNaN(m.DirectionDeg)}
}

func finite(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

func orNaN(v *float64) float64 {
	if v == nil {
		return math.NaN()
	}
	return *v
}

// AddMoment adds a marked moment; its ID is given by the record.
func (w *Writer) AddMoment(m scene.Moment) error { return w.addText(entryMoment, m.At, keep(m)) }

// SetRoom adds the room as it is from the time at on: the zones were laid
// anew, or the camera was.
func (w *Writer) SetRoom(at time.Duration, room floor.Room) error {
	if err := checkRoom(&room); err != nil {
		return err
	}
	return w.addText(entryRoom, at, room)
}
