package calibrate

import (
	"encoding/binary"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"

	"nabij/vision"
	"nabij/vision/floor"
)

// View is how a camera's picture stands against a room's landmarks.
type View string

// The views.
const (
	SameView    View = "same"    // the camera stands where it stood
	MovedView   View = "moved"   // it was moved or turned
	UnknownView View = "unknown" // too few landmarks are seen to tell
)

// Sighted is what landmarks say of a camera.
type Sighted struct {
	View View
	// Seen is how many of the landmarks were found again, in places that fit
	// together, of Known.
	Seen, Known int
	ShiftPx     float64      // how far they went, the median
	By          vision.Pixel // and where to, the medians
	// Turned tells that a turn of the camera on the spot explains where all of
	// them went, so that the floor can follow it; OffPx is how far off they are
	// then, root mean square.
	Turned bool
	OffPx  float64

	turn  floor.Rotation // of lines of sight, camera frame before to now
	floor *floor.Floor
}

const (
	// mostBits is how many of a descriptor's 256 bits may differ, and sureShare
	// how few against the next like it ("Lowe's ratio", 2004).
	mostBits, sureShare = 64, 0.85
	// leastSeen landmarks tell something, if they are leastOfAll of them.
	leastSeen, leastOfAll = 10, 0.2
	// searchShare is how far, as a share of the width, a landmark is looked for.
	searchShare = 0.3
	// Of pictures 640 px wide: how far a landmark may be from where a turn puts
	// it, how far all together for the turn to be safe, and from what shift on
	// a camera has moved.
	strayPx, safePx, movedPx = 2.5, 1.2, 3.0
	// safeShare of the landmarks that fit loosely must fit the turn.
	safeShare  = 0.75
	looseTimes = 4
	// mostTurnRad: a camera turned further shows another part of the room.
	mostTurnRad = 0.25
	// At most so many attempts at a turn are made, and fewer where they miss the best
	// one less often than that.
	attempts    = 400
	missedShare = 1e-6
)

// Recognise compares a room's landmarks with those of a picture that its camera
// takes now.
func Recognise(f *floor.Floor, known, now []floor.Landmark) Sighted {
	s := Sighted{View: UnknownView, Known: len(known), floor: f}
	pairs := s.pairs(known, now)
	if len(pairs) < leastSeen {
		return s
	}
	unit := s.unit()
	fits, loose := s.bestTurn(pairs, strayPx*unit), s.bestTurn(pairs, looseTimes*strayPx*unit)
	s.Seen = len(loose.fit)
	if s.Seen < leastSeen || float64(s.Seen) < leastOfAll*float64(len(known)) {
		return s
	}
	s.By = middleShift(loose.fit)
	s.ShiftPx = math.Hypot(s.By.U, s.By.V)
	s.turn, s.OffPx = fits.turn, fits.offPx
	s.Turned = len(fits.fit) >= leastSeen && float64(len(fits.fit)) >= safeShare*float64(len(loose.fit)) && fits.offPx <= safePx*unit
	s.View = SameView
	if s.medianShift(loose.fit) >= movedPx*unit {
		s.View = MovedView
	}
	return s
}

// unit is the size of a px in pictures 640 px wide.
func (s *Sighted) unit() float64 { return float64(s.floor.Size().Width) / 640 }

// pair is a landmark and where it is now.
type pair struct {
	was, now vision.Pixel
	from, to floor.Vec3 // lines of sight in the camera frame, of length 1
}

// pairs finds each landmark again by its descriptor.
func (s *Sighted) pairs(known, now []floor.Landmark) (pairs []pair) {
	reach := searchShare * float64(s.floor.Size().Width)
	for _, k := range known {
		best, second, at := math.MaxInt, math.MaxInt, -1
		for i := range now {
			if off := k.At.Sub(now[i].At); off.U*off.U+off.V*off.V > reach*reach {
				continue
			}
			d := unlikeBits(k.Descriptor, now[i].Descriptor)
			switch {
			case d < best:
				if at < 0 || now[at].At.Distance(now[i].At) > 4 {
					second = best
				}
				best, at = d, i
			case d < second && now[at].At.Distance(now[i].At) > 4:
				second = d
			}
		}
		if best > mostBits || float64(best) > sureShare*float64(second) {
			continue
		}
		p := pair{was: k.At, now: now[at].At}
		var okFrom, okTo bool
		p.from, okFrom = s.sight(p.was)
		p.to, okTo = s.sight(p.now)
		if okFrom && okTo {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// unlikeBits counts the bits in which two descriptors differ.
func unlikeBits(a, b []byte) int {
	if len(a) != len(b) {
		return math.MaxInt
	}
	n := 0
	for ; len(a) >= 8; a, b = a[8:], b[8:] { // a room has a million pairs to compare
		n += bits.OnesCount64(binary.NativeEndian.Uint64(a) ^ binary.NativeEndian.Uint64(b))
	}
	for i := range a {
		n += bits.OnesCount8(a[i] ^ b[i])
	}
	return n
}

// sight is the line of sight of a pixel, in the camera frame.
func (s *Sighted) sight(px vision.Pixel) (floor.Vec3, bool) {
	camera := s.floor.Camera()
	d, ok := camera.Ray(px)
	return camera.Rotation.Apply(d), ok
}

// turned is a turn and the pairs that it explains.
type turned struct {
	turn  floor.Rotation
	fit   []pair
	offPx float64
}

// bestTurn finds the turn of the camera that explains most pairs, from turns
// that two pairs make (RANSAC: Fischler and Bolles 1981).
func (s *Sighted) bestTurn(pairs []pair, strayPx float64) (best turned) {
	r := rand.New(rand.NewPCG(uint64(len(pairs)), 1)) // the same picture gets the same answer
	focal := s.floor.Camera().Lens.FX
	for n := 0; n < enough(len(best.fit), len(pairs)); n++ {
		i, j := r.IntN(len(pairs)), r.IntN(len(pairs))
		if pairs[i].was.Distance(pairs[j].was) < 40*s.unit() {
			continue
		}
		turn := turnOf([]pair{pairs[i], pairs[j]}, identity)
		if angleOf(turn) > mostTurnRad {
			continue
		}
		if fit := fitting(pairs, turn, strayPx/focal); len(fit) > len(best.fit) {
			best = turned{turn: turn, fit: fit}
		}
	}
	for range 3 {
		if len(best.fit) < 3 {
			return best
		}
		best.turn = turnOf(best.fit, best.turn)
		best.fit = fitting(pairs, best.turn, strayPx/focal)
	}
	for _, p := range best.fit {
		best.offPx += math.Pow(focal*best.turn.Apply(p.from).Sub(p.to).Norm(), 2) / float64(len(best.fit))
	}
	best.offPx = math.Sqrt(best.offPx)
	return best
}

// enough is how many attempts find a turn by two pairs that fit, all but surely, if so
// many of all pairs do.
func enough(fit, all int) int {
	share := float64(fit) / float64(all)
	found := min(share*share, 1-missedShare) // by one attempt
	return int(min(attempts, math.Ceil(math.Log(missedShare)/math.Log1p(-max(found, missedShare)))))
}

func fitting(pairs []pair, turn floor.Rotation, within float64) (fit []pair) {
	for _, p := range pairs {
		if turn.Apply(p.from).Sub(p.to).Norm() < within {
			fit = append(fit, p)
		}
	}
	return fit
}

var identity = floor.Rotation{{X: 1}, {Y: 1}, {Z: 1}}

// turnOf returns the turn that brings lines of sight to where they are now, in
// the least squares sense: small turns on top of a first one.
func turnOf(pairs []pair, turn floor.Rotation) floor.Rotation {
	for range 6 {
		var a [3][3]float64
		var b floor.Vec3
		for _, p := range pairs {
			v := turn.Apply(p.from)
			c := [3]float64{v.X, v.Y, v.Z}
			for i := range a {
				a[i][i] += v.Dot(v)
				for j := range a {
					a[i][j] -= c[i] * c[j]
				}
			}
			b = b.Add(v.Cross(p.to))
		}
		w, ok := solve3(a, b)
		if !ok {
			return turn
		}
		turn = turn.Turned(w)
	}
	return turn
}

// solve3 solves a·x = b by Cramer's rule; a is symmetric.
func solve3(a [3][3]float64, b floor.Vec3) (x floor.Vec3, ok bool) {
	row := func(i int) floor.Vec3 { return floor.Vec3{X: a[i][0], Y: a[i][1], Z: a[i][2]} }
	p, q, r := row(0), row(1), row(2)
	det := p.Dot(q.Cross(r))
	if math.Abs(det) < 1e-12 {
		return x, false
	}
	return floor.Vec3{X: b.Dot(q.Cross(r)), Y: b.Dot(r.Cross(p)), Z: b.Dot(p.Cross(q))}.Scale(1 / det), true
}

// angleOf is the angle of a turn, rad.
func angleOf(turn floor.Rotation) float64 {
	return math.Acos(min(max((turn[0].X+turn[1].Y+turn[2].Z-1)/2, -1), 1))
}

func (s *Sighted) medianShift(pairs []pair) float64 {
	var all []float64
	for _, p := range pairs {
		all = append(all, p.was.Distance(p.now))
	}
	return medianOf(all)
}

func middleShift(pairs []pair) vision.Pixel {
	var u, v []float64
	for _, p := range pairs {
		u, v = append(u, p.now.U-p.was.U), append(v, p.now.V-p.was.V)
	}
	return vision.Pixel{U: medianOf(u), V: medianOf(v)}
}

func medianOf(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// Follow puts a room's points and landmarks to where a camera that turned on the
// spot shows them now; false where that cannot be done safely: the camera did
// more than turn, or a point is out of its picture.
func (s *Sighted) Follow(room floor.Room) (floor.Room, bool) {
	if !s.Turned {
		return room, false
	}
	camera := s.floor.Camera()
	after := floor.NewCamera(camera.Lens, camera.Rotation.Then(s.turn), camera.Centre())
	in := vision.Box{Left: -0.5, Top: -0.5, Width: float64(room.Size.Width), Height: float64(room.Size.Height)}
	move := func(px vision.Pixel) (vision.Pixel, bool) {
		d, ok := camera.Ray(px)
		if !ok {
			return px, false
		}
		to, ok := after.Project(camera.Centre().Add(d))
		return to, ok && in.Contains(to)
	}
	moved := room
	moved.Points = slices.Clone(room.Points)
	for i, p := range room.Points {
		px, ok := move(p.Picture)
		if !ok {
			return room, false
		}
		moved.Points[i].Picture = px
	}
	moved.Landmarks = nil
	for _, l := range room.Landmarks {
		if px, ok := move(l.At); ok {
			moved.Landmarks = append(moved.Landmarks, floor.Landmark{At: px, Descriptor: l.Descriptor})
		}
	}
	return moved, true
}
