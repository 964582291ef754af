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
	Word         string      `json:",omitempty"`
	Person       string      `json:",omitempty"`
	Other        string      `json:",omitempty"`
	DistanceM    *float64    `json:",omitempty"`
	VarM2        *float64    `json:",omitempty"`
	DirectionDeg *float64    `json:",omitempty"`
	Cov          *[3]float64 `json:",omitempty"` // XX, XY, YY
}

func keep(m scene.Moment) keptMoment {
	return keptMoment{m.At, m.Clock, m.Voice, m.Kind, m.Word, m.Person, m.Other,
		finite(m.DistanceM), finite(m.VarM2), finite(m.DirectionDeg), keepCov(m.Cov)}
}

// keepCov returns nil for a covariance that is not known.
func keepCov(c floor.Cov) *[3]float64 {
	if sum := c.XX + c.XY + c.YY; c == (floor.Cov{}) || math.IsNaN(sum) || math.IsInf(sum, 0) {
		return nil
	}
	return &[3]float64{c.XX, c.XY, c.YY}
}

func (m keptMoment) moment(id int64) scene.Moment {
	var cov floor.Cov
	if m.Cov != nil {
		cov = floor.Cov{XX: m.Cov[0], XY: m.Cov[1], YY: m.Cov[2]}
	}
	return scene.Moment{ID: id, Cov: cov, At: m.At, Clock: m.Clock, Voice: m.Voice, Kind: m.Kind, Word: m.Word, Person: m.Person,
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

// AddMoment adds a marked moment and returns the ID that the record gives it.
func (w *Writer) AddMoment(m scene.Moment) (id int64, err error) {
	return w.addText(entryMoment, m.At, keep(m))
}

// EditMoment puts m in place of the moment with its ID, by a correction.
func (w *Writer) EditMoment(m scene.Moment) error {
	_, err := w.addText(entryCorrection, m.At, Correction{Made: time.Now(), Moment: &Edit{ID: m.ID, To: keep(m)}})
	return err
}

// SetRoom adds the room as it is from the time at on: the zones were laid
// anew, or the camera was.
func (w *Writer) SetRoom(at time.Duration, room floor.Room) error {
	if err := checkRoom(&room); err != nil {
		return err
	}
	_, err := w.addText(entryRoom, at, room)
	return err
}
