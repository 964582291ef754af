package livemap

import (
	"cmp"
	"slices"
	"time"

	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/canvas/words"
)

// Strip is a session from its beginning to its end, on one line.
type Strip struct {
	Length  time.Duration
	At      time.Duration // the moment that is shown; none where negative
	Lines   []StripLine   // distances over time
	Moments []StripMoment
	From    time.Duration // a marked stretch; none where To is not after From
	To      time.Duration
	Step    time.Duration // how far apart the points of the lines are; zero: under two seconds
}

// StripLine is the distance of two people over time, in order of time. Points
// more than two seconds apart are not joined: nobody was seen between them.
type StripLine struct {
	A, B   string
	Points []StripPoint
	Dashed bool // without its band: of an attempt before
}

// StripPoint is a distance at a time, in m, and its standard deviation.
type StripPoint struct {
	At                time.Duration
	DistanceM, SigmaM float64
}

// StripMoment is a marked moment, in the words of whoever marked it.
type StripMoment struct {
	At   time.Duration
	Word string
}

// stripGap is the longest time over which a distance is drawn through.
const stripGap = 2 * time.Second

// StripX returns where a time lies in the rectangle, in px from the sheet's left.
func StripX(r canvas.Rect, data Strip, at time.Duration) float64 {
	if data.Length <= 0 {
		return r.X
	}
	return r.X + r.W*min(1, max(0, at.Seconds()/data.Length.Seconds()))
}

// StripTime returns the time that lies at x px, within the session.
func StripTime(r canvas.Rect, data Strip, x float64) time.Duration {
	if r.W <= 0 {
		return 0
	}
	share := min(1, max(0, (x-r.X)/r.W))
	return time.Duration(share * float64(data.Length))
}

// DrawStrip draws the time strip into r: the moments above, the distances in
// the middle (further apart is higher), the time below.
func DrawStrip(list *canvas.List, r canvas.Rect, data Strip, opts Options) {
	opts = opts.filled()
	s := strip{list: list, r: r, data: data, theme: opts.Theme, say: words.For(opts.Lang), unit: opts.unit(list)}
	s.field = canvas.Rect{X: r.X, Y: r.Y + 20*s.unit, W: r.W, H: max(4, r.H-40*s.unit)}
	s.ground()
	s.times()
	top := s.highest()
	for _, line := range data.Lines {
		s.line(line, top)
	}
	s.moments()
	s.head()
}

// DrawDistances draws only the distances of a strip into r, to lie beside a
// control that has its own times and moments.
func DrawDistances(list *canvas.List, r canvas.Rect, data Strip, opts Options) {
	opts = opts.filled()
	s := strip{list: list, r: r, field: r, data: data, theme: opts.Theme, say: words.For(opts.Lang), unit: opts.unit(list)}
	top := s.highest()
	for _, line := range data.Lines {
		s.line(line, top)
	}
}

// strip is one time strip while it is drawn.
type strip struct {
	list  *canvas.List
	r     canvas.Rect
	field canvas.Rect // where the distances are
	data  Strip
	theme canvas.Theme
	say   *words.Speaker
	unit  float64
}

func (s *strip) ground() {
	s.list.Add(
		canvas.Stroke{Path: s.field.Path(), Width: 8 * s.unit, Color: s.theme.Floor},
		canvas.Fill{Path: s.field.Path(), Color: s.theme.Floor},
	)
	if s.data.To > s.data.From {
		left, right := s.x(s.data.From), s.x(s.data.To)
		marked := canvas.Rect{X: left, Y: s.field.Y, W: right - left, H: s.field.H}
		s.list.Add(canvas.Fill{Path: marked.Path(), Color: canvas.Faded(s.theme.Quiet, 0.16)})
	}
}

func (s *strip) x(at time.Duration) float64 { return StripX(s.r, s.data, at) }

// times writes the clock below, at a round step that leaves room between.
func (s *strip) times() {
	size := 13 * s.unit
	each := timeStep(s.data.Length, s.r.W/(90*s.unit))
	for at := time.Duration(0); at <= s.data.Length; at += each {
		align := canvas.Middle
		if at == 0 {
			align = canvas.Start
		} else if s.r.X+s.r.W-s.x(at) < 30*s.unit {
			align = canvas.End
		}
		s.list.Add(
			canvas.Stroke{Path: s.upright(s.x(at), s.field.Y, s.field.H), Width: max(1, s.unit), Color: s.theme.Grid},
			canvas.Text{At: canvas.XY{X: s.x(at), Y: s.r.Y + s.r.H - 3*s.unit}, Size: size, Align: align, Color: s.theme.Quiet, Words: s.say.Clock(at)},
		)
	}
}

// timeStep returns the smallest round step that cuts length into at most most
// parts.
func timeStep(length time.Duration, most float64) time.Duration {
	steps := []time.Duration{
		time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 20 * time.Second, 30 * time.Second,
		time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	}
	for _, step := range steps {
		if length.Seconds()/step.Seconds() <= max(1, most) {
			return step
		}
	}
	step := time.Hour
	for length.Seconds()/step.Seconds() > max(1, most) {
		step *= 2
	}
	return step
}

func (s *strip) upright(x, y, h float64) canvas.Path {
	return canvas.Path{Points: []canvas.XY{{X: x, Y: y}, {X: x, Y: y + h}}}
}

// highest returns the distance at the top of the field, in m: that of the
// widest point, and at least two metres so that a small step looks small.
func (s *strip) highest() float64 {
	top := 2.0
	for _, line := range s.data.Lines {
		for _, p := range line.Points {
			if finite(p.DistanceM) {
				top = max(top, p.DistanceM*1.1)
			}
		}
	}
	return top
}

// line draws one distance with its uncertainty as a soft band around it.
func (s *strip) line(line StripLine, top float64) {
	for _, run := range s.runs(line.Points) {
		middle := canvas.Path{Points: make([]canvas.XY, 0, len(run))}
		band := canvas.Path{Closed: true, Points: make([]canvas.XY, 0, 2*len(run))}
		for _, p := range run {
			middle.Points = append(middle.Points, s.at(p, 0, top))
			band.Points = append(band.Points, s.at(p, 1.96, top))
		}
		for _, p := range slices.Backward(run) {
			band.Points = append(band.Points, s.at(p, -1.96, top))
		}
		stroke := canvas.Stroke{Path: middle, Width: 1.8 * s.unit, Color: canvas.Faded(s.theme.Thread, 0.9)}
		if line.Dashed {
			stroke.Dash = []float64{4 * s.unit, 4 * s.unit}
		} else {
			s.list.Add(canvas.Fill{Path: band, Color: canvas.Faded(s.theme.Thread, 0.22)})
		}
		s.list.Add(stroke)
	}
}

// at returns where a distance and so many standard deviations lie.
func (s *strip) at(p StripPoint, sigmas, top float64) canvas.XY {
	share := min(1, max(0, (p.DistanceM+sigmas*p.SigmaM)/top))
	return canvas.XY{X: s.x(p.At), Y: s.field.Y + s.field.H*(1-share)}
}

// runs parts a line where nobody was seen, and keeps one point per px.
func (s *strip) runs(points []StripPoint) [][]StripPoint {
	var runs [][]StripPoint
	var run []StripPoint
	for i, p := range points {
		if !finite(p.DistanceM, p.SigmaM) {
			continue
		}
		if len(run) > 0 && p.At-points[i-1].At > max(stripGap, s.data.Step*3/2) {
			runs, run = append(runs, run), nil
		}
		if len(run) == 0 || s.x(p.At)-s.x(run[len(run)-1].At) >= 1 {
			run = append(run, p)
		}
	}
	if len(run) > 0 {
		runs = append(runs, run)
	}
	return runs
}

// moments draws a mark per moment, and its word where there is room for it.
func (s *strip) moments() {
	moments := slices.SortedStableFunc(slices.Values(s.data.Moments), func(a, b StripMoment) int { return cmp.Compare(a.At, b.At) })
	size, free := 13*s.unit, s.r.X
	for i, moment := range moments {
		x, y := s.x(moment.At), s.field.Y
		s.list.Add(
			canvas.Stroke{Path: s.upright(x, y, s.field.H), Width: 1.2 * s.unit, Color: canvas.Faded(s.theme.Ink, 0.35), Dash: []float64{2 * s.unit, 3 * s.unit}},
			canvas.Fill{Path: circle(canvas.XY{X: x, Y: y}, 3.5*s.unit), Color: s.theme.Ink},
		)
		end := s.r.X + s.r.W
		if i+1 < len(moments) {
			end = max(x+4*s.unit, s.x(moments[i+1].At)-6*s.unit)
		}
		if whole := letters.Width(letters.Shown(moment.Word), size, false); i+1 == len(moments) && x+whole > end && x-whole > free {
			s.list.Add(canvas.Text{At: canvas.XY{X: x + 2*s.unit, Y: y - 6*s.unit}, Size: size, Align: canvas.End, Color: s.theme.Ink, Words: moment.Word})
			continue
		}
		word := letters.Fit(letters.Shown(moment.Word), size, false, end-x)
		if x < free || word == "…" {
			continue
		}
		s.list.Add(canvas.Text{At: canvas.XY{X: x - 2*s.unit, Y: y - 6*s.unit}, Size: size, Color: s.theme.Ink, Words: word})
		free = x + letters.Width(word, size, false) + 4*s.unit
	}
}

// head draws the moment that is shown; on paper there is none.
func (s *strip) head() {
	if s.data.At < 0 {
		return
	}
	x := s.x(s.data.At)
	s.list.Add(
		canvas.Stroke{Path: s.upright(x, s.field.Y-2*s.unit, s.field.H+4*s.unit), Width: 2.5 * s.unit, Color: s.theme.Ink},
		canvas.Fill{Path: circle(canvas.XY{X: x, Y: s.field.Y + s.field.H + 2*s.unit}, 6*s.unit), Color: s.theme.Ink},
	)
}
