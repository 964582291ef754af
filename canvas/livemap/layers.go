package livemap

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"

	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/vision/bubble"
	"nabij/vision/floor"
	"nabij/vision/steps"
)

// Layers are what may lie on the floor beside people and ribbons. All are off
// until someone asks for them.
type Layers struct {
	Bubbles []Bubble
	Stay    []steps.Walk // where someone spent time: a dot per cell of the floor
	Pauses  []steps.Walk // where someone was still: a ring per pause
	Marks   []Mark
}

// Bubble is a felt boundary around someone, under the name that she gave it.
type Bubble struct {
	Person string
	Name   string
	Film   *bubble.Film
	Inner  bool // that of the stronger stops: its line is dotted
}

// Mark is a numbered place on the floor, such as that of a moment.
type Mark struct {
	Number int
	At     floor.Point
}

// filmParts is how many pieces a film is drawn in: one per three degrees.
const filmParts = 120

// unsureM is the standard deviation, in m, at which a film has all but faded.
const unsureM = 0.35

// bubbles draws each film around the place where its person is now: thin and
// clear where it is sure, broad and faint where nobody came.
func (m *sketch) bubbles() {
	for _, b := range m.opts.Layers.Bubbles {
		k := m.markOf(b.Person)
		if k == nil || b.Film == nil || k.beyond {
			continue
		}
		m.film(k, b)
	}
}

// film draws one film, as soap: its colour drifts a little along it.
func (m *sketch) film(k *mark, b Bubble) {
	edges, points := m.edges(k, b)
	for i, e := range edges {
		next := edges[(i+1)%len(edges)]
		m.list.Add(canvas.Fill{Path: m.band(k, e, next), Color: canvas.Faded(m.soap(k, e), 0.05+0.17*sureness(e))})
	}
	for i, e := range edges {
		if b.Inner && i%4 > 1 {
			continue
		}
		m.list.Add(canvas.Stroke{
			Path:  canvas.Path{Points: []canvas.XY{points[i], points[(i+1)%len(points)]}},
			Width: (1 + 1.6*sureness(e)) * m.unit, Color: canvas.Mixed(m.theme.Floor, canvas.Mixed(m.soap(k, e), m.theme.Ink, 0.25), 0.12+0.78*sureness(e)),
		})
	}
}

// edges returns a film in every direction, and where that lies on the sheet.
func (m *sketch) edges(k *mark, b Bubble) ([]bubble.Edge, []canvas.XY) {
	edges := b.Film.Outline(filmParts)
	points := make([]canvas.XY, len(edges))
	for i, e := range edges {
		points[i] = m.around(k, e.DirectionRad, e.DistanceM)
	}
	return edges, points
}

// filmLabels writes what a person calls her film, and, where numbers are asked
// for, how near and how far it is where it is sure.
func (m *sketch) filmLabels(b Bubble) {
	k := m.markOf(b.Person)
	if k == nil || b.Film == nil || k.beyond {
		return
	}
	edges, points := m.edges(k, b)
	size := 15 * m.unit
	if low := slices.MaxFunc(points, func(a, b canvas.XY) int { return cmp.Compare(a.Y, b.Y) }); b.Name != "" {
		m.put(label{words: letters.Fit(letters.Shown(b.Name), size, false, 260*m.unit), size: size, colour: m.theme.Ink, back: true}, canvas.XY{X: low.X, Y: low.Y + 14*m.unit})
	}
	if !m.opts.Measure {
		return
	}
	near, far := -1, -1
	for i, e := range edges {
		if e.SigmaM > unsureM/2 {
			continue
		}
		if near < 0 || e.DistanceM < edges[near].DistanceM {
			near = i
		}
		if far < 0 || e.DistanceM > edges[far].DistanceM {
			far = i
		}
	}
	for _, i := range []int{near, far} {
		if i >= 0 {
			m.put(label{words: m.say.Metres(edges[i].DistanceM, edges[i].SigmaM), size: 14 * m.unit, colour: m.theme.Ink, back: true}, points[i])
		}
	}
}

// sureness is how clearly a film is drawn in a direction, 0 to 1.
func sureness(e bubble.Edge) float64 { return math.Exp(-2.5 * e.SigmaM / unsureM) }

// soap is a film's colour in a direction: the person's own, drifting to the
// neighbouring ones as on a soap film.
func (m *sketch) soap(k *mark, e bubble.Edge) canvas.Colour {
	drift := 0.5 + 0.5*math.Sin(2*e.DirectionRad+6*e.DistanceM)
	shine := canvas.Mixed(canvas.RGB(0x8C8FD6), canvas.RGB(0x56B4E9), drift)
	return canvas.Mixed(canvas.Mixed(k.look.Color, m.theme.Thread, 0.3), shine, 0.45)
}

// band returns the piece of floor between two directions that holds the film
// with 95 % probability.
func (m *sketch) band(k *mark, a, b bubble.Edge) canvas.Path {
	const most = 1.5 // m; beyond, a broader band says nothing more
	reachA, reachB := min(most, 1.96*a.SigmaM), min(most, 1.96*b.SigmaM)
	return canvas.Path{Closed: true, Points: []canvas.XY{
		m.around(k, a.DirectionRad, a.DistanceM+reachA), m.around(k, b.DirectionRad, b.DistanceM+reachB),
		m.around(k, b.DirectionRad, max(0, b.DistanceM-reachB)), m.around(k, a.DirectionRad, max(0, a.DistanceM-reachA)),
	}}
}

// around returns the position at a distance in m from a person, in a direction
// of the floor.
func (m *sketch) around(k *mark, directionRad, distanceM float64) canvas.XY {
	sin, cos := math.Sincos(directionRad)
	return m.sheetOf(k.person.Place.At.Add(floor.Point{X: distanceM * cos, Y: distanceM * sin}))
}

// stay draws where people spent their time: a dot in every cell, its area the
// share of the longest stay on a root scale, so that a passage still shows.
func (m *sketch) stay() {
	for _, w := range m.opts.Layers.Stay {
		longest := time.Duration(1)
		cells := make([]steps.Cell, 0, len(w.Stay))
		for cell, spent := range w.Stay {
			longest = max(longest, spent)
			cells = append(cells, cell)
		}
		slices.SortFunc(cells, func(a, b steps.Cell) int { return (a.Y-b.Y)*1000000 + a.X - b.X })
		colour := canvas.Faded(m.look(w.Name).Color, 0.75)
		for _, cell := range cells {
			share := math.Sqrt(w.Stay[cell].Seconds() / longest.Seconds())
			at := floor.Point{X: (float64(cell.X) + 0.5) * steps.CellM, Y: (float64(cell.Y) + 0.5) * steps.CellM}
			radius := m.view.Px(steps.CellM) * 0.5 * math.Sqrt(share)
			if spot := circle(m.sheetOf(at), max(0.6*m.unit, radius)); m.paper.Holds(spot) {
				m.list.Add(canvas.Fill{Path: spot, Color: colour})
			}
		}
	}
}

// pauses draws a ring where someone was still; its area grows with the time.
func (m *sketch) pauses() {
	for _, w := range m.opts.Layers.Pauses {
		colour := m.look(w.Name).Color
		for _, p := range w.Pauses {
			radius := 5*m.unit + m.view.Px(0.03)*math.Sqrt((p.To-p.From).Seconds())
			ring := circle(m.sheetOf(p.At), min(radius, m.view.Px(0.6)))
			if !m.paper.Holds(ring) {
				continue
			}
			m.list.Add(
				canvas.Fill{Path: ring, Color: canvas.Faded(colour, 0.12)},
				canvas.Stroke{Path: ring, Width: 1.8 * m.unit, Color: canvas.Faded(canvas.Mixed(colour, m.theme.Ink, 0.25), 0.9)},
			)
		}
	}
}

// numbers draws the numbered places, each where it lies or as near to it as
// it covers no disc and no other number, with a line to where it lies.
func (m *sketch) numbers() {
	taken := make([]canvas.XY, 0, len(m.marks)+len(m.opts.Layers.Marks))
	for i := range m.marks {
		taken = append(taken, m.marks[i].at)
	}
	radius, size := 10*m.unit, 13*m.unit
	for _, mark := range m.opts.Layers.Marks {
		place := m.paper.Inset(radius).Nearest(m.sheetOf(mark.At))
		at := free(place, taken, 2.3*radius)
		taken = append(taken, at)
		m.list.Add(
			canvas.Stroke{Path: canvas.Path{Points: []canvas.XY{place, at}}, Width: m.unit, Color: canvas.Faded(m.theme.Ink, 0.5)},
			canvas.Fill{Path: circle(at, radius), Color: m.theme.Ink},
			canvas.Text{
				At: canvas.XY{X: at.X, Y: at.Y + size*0.36}, Size: size, Bold: true, Align: canvas.Middle,
				Color: m.theme.Floor, Words: strconv.Itoa(mark.Number),
			},
		)
		m.taken = append(m.taken, canvas.Rect{X: at.X - radius, Y: at.Y - radius, W: 2 * radius, H: 2 * radius})
	}
}

// free returns the spot nearest to at that is apart px from all that is taken,
// looking around it in growing rings.
func free(at canvas.XY, taken []canvas.XY, apartPx float64) canvas.XY {
	isFree := func(p canvas.XY) bool {
		return !slices.ContainsFunc(taken, func(t canvas.XY) bool { return apart(p, t) < apartPx })
	}
	for ring := range 12 {
		for turn := range 12 {
			sin, cos := math.Sincos(2 * math.Pi * float64(turn) / 12)
			reach := float64(ring) * apartPx * 0.6
			if p := (canvas.XY{X: at.X + reach*sin, Y: at.Y - reach*cos}); isFree(p) {
				return p
			}
		}
	}
	return at
}
