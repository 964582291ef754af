package calibrate

import (
	"math"

	"nabij/vision"
	"nabij/vision/floor"
)

// movedM is how far off, root mean square, an earlier floor may find the sheets
// for its frame to be kept: a rough first floor may be that wrong.
const movedM = 0.15

// KeepFrame turns and shifts the floor so that the sheets lie where an earlier
// floor of the same camera finds them: what was given in its frame, such as
// zones, stays where it was in the picture. It is refused, and nothing changes,
// where no turn and shift does that: then the camera has moved since. A camera
// that only turned about the vertical is not noticed.
func (l *Laid) KeepFrame(before *floor.Floor) error {
	var to []floor.Point
	for _, p := range l.Points {
		place, err := before.ToFloor(p.Picture, vision.PixelCov{}, 0)
		if err != nil {
			return refuse(floor.Misfit, nil, hintMoved, "a sheet lies where the floor before showed none")
		}
		to = append(to, place.At)
	}
	turn, offM := overlay(l.Points, to)
	if !(offM <= movedM) {
		return refuse(floor.Misfit, nil, hintMoved, "the floor before is %.0f cm unlike the sheets: the camera has moved since", 100*offM)
	}
	kept := Laid{}
	for _, p := range l.Points {
		kept.Points = append(kept.Points, floor.Correspondence{Picture: p.Picture, Floor: turn.apply(p.Floor)})
	}
	for _, s := range l.Sheets {
		for k := range s.Corners {
			s.Corners[k] = turn.apply(s.Corners[k])
		}
		s.Centre, s.AngleRad = turn.apply(s.Centre), math.Remainder(s.AngleRad+turn.angle, 2*math.Pi)
		kept.Sheets = append(kept.Sheets, s)
	}
	var lens *floor.Lens
	if !l.Floor.LensSolved() {
		camera := l.Floor.Camera()
		lens = &camera.Lens
	}
	var err error
	if kept.Floor, err = floor.Solve(l.Floor.Size(), lens, kept.Points); err == nil {
		*l = kept
	}
	return err
}

const hintMoved = "name another room file, and find the zones again: nabij calibrate zones"

// rigid is a turn about the origin and then a shift.
type rigid struct {
	angle float64
	shift floor.Point
}

func (r rigid) apply(p floor.Point) floor.Point {
	sin, cos := math.Sincos(r.angle)
	return floor.Point{X: cos*p.X - sin*p.Y, Y: sin*p.X + cos*p.Y}.Add(r.shift)
}

// overlay finds the turn and shift that bring points to where they should be,
// and the root mean square distance that is left (the plane case of Kabsch
// 1976, "A solution for the best rotation to relate two sets of vectors").
func overlay(from []floor.Correspondence, to []floor.Point) (r rigid, offM float64) {
	share := 1 / float64(len(from))
	var a, b floor.Point
	for i := range from {
		a, b = a.Add(from[i].Floor.Scale(share)), b.Add(to[i].Scale(share))
	}
	var same, turned float64
	for i := range from {
		u, v := from[i].Floor.Sub(a), to[i].Sub(b)
		same, turned = same+u.Dot(v), turned+u.X*v.Y-u.Y*v.X
	}
	r.angle = math.Atan2(turned, same)
	r.shift = b.Sub(rigid{angle: r.angle}.apply(a))
	for i := range from {
		d := r.apply(from[i].Floor).Sub(to[i])
		offM += share * d.Dot(d)
	}
	return r, math.Sqrt(offM)
}
