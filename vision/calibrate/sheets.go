package calibrate

import (
	"math"
	"slices"

	"nabij/vision"
	"nabij/vision/fit"
	"nabij/vision/floor"
)

// Quad is the four corners of a sheet in the picture, in order around it;
// which comes first and which way round does not matter.
type Quad [4]vision.Pixel

// Sheet is a sheet of A4 that was found to lie on the floor.
type Sheet struct {
	Seen     Quad           // in the order of Corners
	Corners  [4]floor.Point // counter-clockwise, the first side a long one
	Centre   floor.Point
	AngleRad float64 // from the floor's x axis to the long side
	RMSPx    float64 // of its corners' residuals
}

// Laid is a floor found from sheets of A4 laid on it.
type Laid struct {
	Floor  *floor.Floor
	Sheets []Sheet // in the order given
	// Points are the sheets' corners, for the room file: where they were seen
	// and where they were found to lie.
	Points []floor.Correspondence
}

// FromSheets finds camera, floor and where each sheet lies, all at once, from
// three or more sheets of A4 laid anywhere and seen as quads. The sheets' size
// is the scale and their common plane the check. With a lens, only the camera's
// place is solved.
//
// The floor frame has its origin at the middle of the sheet that is biggest in
// the picture, x along that sheet's long side and y away from the camera.
//
// One sheet of another format is noticed; if all are, lens and distance can make
// up for it nearly without a trace. Errors are of type [*floor.Error]; their
// Points are the numbers of sheets, from 0.
//
// Tapes are lengths that were measured between sheets; they tighten the scale and
// may be none. A length that the sheets contradict is refused.
func FromSheets(size vision.Size, lens *floor.Lens, quads []Quad, tapes ...Tape) (*Laid, error) {
	if err := checkQuads(size, quads); err != nil {
		return nil, err
	}
	l, ok := solveSheets(size, lens, quads)
	if !ok {
		return nil, refuse(floor.Unsolved, nil, hintSheets, "the sheets do not lead to any camera")
	}
	if err := checkFit(size, lens, quads, &l); err != nil {
		return nil, err
	}
	if len(tapes) > 0 {
		var err error
		if l, err = l.measured(size, lens, tapes); err != nil {
			return nil, err
		}
	}
	l.reframe(biggest(quads))
	return l.laid(size, lens)
}

// layout is a camera and the sheets below it. The first sheet defines the
// floor frame while solving and does not move.
type layout struct {
	camera floor.Camera
	sheets []laidSheet
	tapes  []Tape
}

type laidSheet struct {
	at    floor.Point
	angle float64
	seen  Quad // the first side a long one, counter-clockwise from above
}

// local are the corners of a sheet around its middle, long side first.
var local = [4]floor.Point{{X: -halfLongM, Y: -halfShortM}, {X: halfLongM, Y: -halfShortM}, {X: halfLongM, Y: halfShortM}, {X: -halfLongM, Y: halfShortM}}

const (
	halfLongM  = floor.SheetLongM / 2
	halfShortM = floor.SheetShortM / 2
)

// corner returns where a corner lies and how it moves when the sheet turns.
func (s *laidSheet) corner(i int) (at, turn floor.Point) {
	sin, cos := math.Sincos(s.angle)
	p := floor.Point{X: cos*local[i].X - sin*local[i].Y, Y: sin*local[i].X + cos*local[i].Y}
	return s.at.Add(p), floor.Point{X: -p.Y, Y: p.X}
}

// cornerSigmaPx is how well the corner of a sheet is expected to be found.
const cornerSigmaPx = 0.5

// refine moves camera and sheets to where the corners fit best.
func (l layout) refine(size vision.Size, lensGiven bool) (layout, float64) {
	ofCamera := floor.ParamCount
	if lensGiven {
		ofCamera = floor.PoseCount
	}
	params := ofCamera + 3*(len(l.sheets)-1)
	problem := fit.Problem[layout]{
		Params: params,
		Around: func(l layout, n *fit.Normal) bool {
			if !lensGiven {
				l.camera.Expect(size, params, n)
			}
			return l.around(ofCamera, params, n)
		},
		Move: func(l layout, step []float64) layout {
			moved := layout{camera: l.camera.Moved(step[:ofCamera]), sheets: slices.Clone(l.sheets), tapes: l.tapes}
			for i := range moved.sheets[1:] {
				d, s := step[ofCamera+3*i:], &moved.sheets[i+1]
				s.at, s.angle = s.at.Add(floor.Point{X: d[0], Y: d[1]}), s.angle+d[2]
			}
			return moved
		},
	}
	return problem.Descend(l)
}

// around takes in the corners of all sheets.
func (l *layout) around(ofCamera, params int, n *fit.Normal) bool {
	slope := make([]float64, params)
	for i := range l.sheets {
		s := &l.sheets[i]
		for k := range s.seen {
			at, turn := s.corner(k)
			px, d, ok := l.camera.Linear(floor.Vec3{X: at.X, Y: at.Y})
			if !ok {
				return false
			}
			off := px.Sub(s.seen[k])
			for axis, residual := range [2]float64{off.U, off.V} {
				clear(slope)
				copy(slope, d.Param[axis][:ofCamera])
				if i > 0 {
					p := d.Point[axis]
					copy(slope[ofCamera+3*(i-1):], []float64{p.X, p.Y, p.X*turn.X + p.Y*turn.Y})
				}
				n.Add(residual, cornerSigmaPx, slope)
			}
		}
	}
	l.pull(ofCamera, slope, n)
	return true
}

// reframe makes a sheet the floor frame: origin at its middle, x along its long
// side, y away from the camera.
func (l *layout) reframe(sheet int) {
	s := l.sheets[sheet]
	l.toFrame(s.at, s.angle)
	if centre := l.camera.Centre(); centre.Y > 0 {
		l.toFrame(floor.Point{}, math.Pi)
	}
}

// toFrame expresses everything in the floor frame with that origin, turned by
// that angle.
func (l *layout) toFrame(origin floor.Point, angle float64) {
	sin, cos := math.Sincos(angle)
	c := &l.camera
	c.Shift = c.Rotation.Apply(floor.Vec3{X: origin.X, Y: origin.Y}).Add(c.Shift)
	for i, r := range c.Rotation {
		c.Rotation[i] = floor.Vec3{X: cos*r.X + sin*r.Y, Y: cos*r.Y - sin*r.X, Z: r.Z}
	}
	for i := range l.sheets {
		s := &l.sheets[i]
		d := s.at.Sub(origin)
		s.at, s.angle = floor.Point{X: cos*d.X + sin*d.Y, Y: cos*d.Y - sin*d.X}, s.angle-angle
	}
}

// laid turns the layout into a floor, solved from the corners as a room file
// will hold them.
func (l *layout) laid(size vision.Size, lens *floor.Lens) (*Laid, error) {
	var laid Laid
	for i := range l.sheets {
		s := &l.sheets[i]
		sheet := Sheet{Seen: s.seen, Centre: s.at, AngleRad: math.Remainder(s.angle, 2*math.Pi), RMSPx: l.rms(i)}
		for k := range s.seen {
			sheet.Corners[k], _ = s.corner(k)
			laid.Points = append(laid.Points, floor.Correspondence{Picture: s.seen[k], Floor: sheet.Corners[k]})
		}
		laid.Sheets = append(laid.Sheets, sheet)
	}
	var err error
	laid.Floor, err = floor.Solve(size, lens, laid.Points)
	return &laid, err
}

// rms of the distances of a sheet's corners from where they should be seen, px.
func (l *layout) rms(sheet int) float64 {
	s, sum := &l.sheets[sheet], 0.0
	for k := range s.seen {
		at, _ := s.corner(k)
		px, _ := l.camera.Project(floor.Vec3{X: at.X, Y: at.Y})
		sum += math.Pow(px.Distance(s.seen[k]), 2) / 4
	}
	return math.Sqrt(sum)
}
