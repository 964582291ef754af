package livemap

import (
	"math"
	"strconv"

	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/vision/floor"
)

// floor draws the floor, a line every metre, and how long a metre is.
func (m *sketch) floor() {
	low, high := m.extent[0], m.extent[1]
	corners := []canvas.XY{
		m.view.Sheet(low), m.view.Sheet(canvas.Metres{X: high.X, Y: low.Y}),
		m.view.Sheet(high), m.view.Sheet(canvas.Metres{X: low.X, Y: high.Y}),
	}
	carpet := canvas.Path{Points: corners, Closed: true}
	m.list.Add(
		canvas.Stroke{Path: carpet, Width: 14 * m.unit, Color: m.theme.Floor}, // round corners
		canvas.Fill{Path: carpet, Color: m.theme.Floor},
	)
	for x := math.Ceil(low.X); x <= high.X; x++ {
		m.gridLine(canvas.Metres{X: x, Y: low.Y}, canvas.Metres{X: x, Y: high.Y})
	}
	for y := math.Ceil(low.Y); y <= high.Y; y++ {
		m.gridLine(canvas.Metres{X: low.X, Y: y}, canvas.Metres{X: high.X, Y: y})
	}
}

func (m *sketch) gridLine(a, b canvas.Metres) {
	m.list.Add(canvas.Stroke{
		Path:  canvas.Path{Points: []canvas.XY{m.view.Sheet(a), m.view.Sheet(b)}},
		Width: max(1, m.unit), Color: m.theme.Grid,
	})
}

// zones draws the ribbons and cords as they lie on the floor.
func (m *sketch) zones() {
	for i := range m.room.Zones {
		m.ribbon(&m.room.Zones[i])
	}
}

// ribbon draws a border at its true width, never thinner than can be seen,
// lying softly as cloth does, with a faint tint inside of a closed one.
func (m *sketch) ribbon(z *floor.Zone) {
	var corners []canvas.XY
	for _, p := range z.Outline {
		if p.Finite() {
			corners = append(corners, m.sheetOf(p))
		}
	}
	if len(corners) < 2 {
		return
	}
	path := canvas.Path{Closed: z.Closed, Points: eased(corners, z.Closed, m.view.Px(easeM))}
	colour := Cloth(z.Color)
	if z.Closed {
		m.list.Add(canvas.Fill{Path: path, Color: canvas.Faded(colour, 0.05)})
	}
	if z.Kind == floor.Cord {
		m.cord(path, max(4*m.unit, m.view.Px(z.WidthM)), colour)
	} else {
		m.woven(path, max(7*m.unit, m.view.Px(z.WidthM)), colour)
	}
}

// woven draws a ribbon: its shadow, its darker selvedges, and the light along
// its middle.
func (m *sketch) woven(path canvas.Path, width float64, colour canvas.Colour) {
	m.shadow(path, width)
	m.list.Add(
		canvas.Stroke{Path: path, Width: width, Color: m.selvedge(colour)},
		canvas.Stroke{Path: path, Width: width * 0.74, Color: colour},
		canvas.Stroke{Path: path, Width: width * 0.36, Color: canvas.Faded(canvas.Mixed(colour, white, 0.42), 0.5)},
	)
}

// cord draws a twisted cord: strand after strand.
func (m *sketch) cord(path canvas.Path, width float64, colour canvas.Colour) {
	m.shadow(path, width)
	m.list.Add(
		canvas.Stroke{Path: path, Width: width, Color: m.selvedge(colour)},
		canvas.Stroke{Path: path, Width: width * 0.62, Color: canvas.Mixed(colour, white, 0.22), Dash: []float64{width * 0.5, width * 1.1}},
	)
}

// shadow is what lies under cloth on a floor.
func (m *sketch) shadow(path canvas.Path, width float64) {
	down := canvas.Path{Closed: path.Closed, Points: make([]canvas.XY, len(path.Points))}
	for i, p := range path.Points {
		down.Points[i] = canvas.XY{X: p.X, Y: p.Y + 0.16*width + 0.8*m.unit}
	}
	m.list.Add(
		canvas.Stroke{Path: down, Width: width * 1.7, Color: canvas.Faded(canvas.RGB(0x1A1712), 0.05)},
		canvas.Stroke{Path: down, Width: width * 1.25, Color: canvas.Faded(canvas.RGB(0x1A1712), 0.09)},
	)
}

// selvedge is the colour of a ribbon's edges: darker than its middle, or
// lighter where the floor is as dark as the ribbon.
func (m *sketch) selvedge(colour canvas.Colour) canvas.Colour {
	edge := canvas.Mixed(colour, canvas.RGB(0x1A1712), 0.26)
	if canvas.Contrast(edge, m.theme.Floor) < 1.5 && canvas.Contrast(colour, m.theme.Floor) < 1.5 {
		return canvas.Mixed(colour, m.theme.Quiet, 0.6)
	}
	return edge
}

// easeM is how far from a corner of its outline, in m, a ribbon may begin to
// turn: cloth has no corners, and an outline is no more exact than this.
const easeM = 0.12

// eased returns a line through points with its corners rounded (after Chaikin
// 1974), each no further from the corner than most px.
func eased(points []canvas.XY, closed bool, most float64) []canvas.XY {
	for range 3 {
		n := len(points)
		if n < 3 {
			return points
		}
		next := make([]canvas.XY, 0, 2*n)
		for i, p := range points {
			before, after := points[(i+n-1)%n], points[(i+1)%n]
			if !closed && (i == 0 || i == n-1) {
				next = append(next, p)
				continue
			}
			next = append(next, toward(p, before, most), toward(p, after, most))
		}
		points, most = next, most/2
	}
	return points
}

// toward is the place a quarter of the way from one point to another, or most
// px where that is less.
func toward(from, to canvas.XY, most float64) canvas.XY {
	long := apart(from, to)
	if long == 0 {
		return from
	}
	share := min(0.25, most/long)
	return canvas.XY{X: from.X + share*(to.X-from.X), Y: from.Y + share*(to.Y-from.Y)}
}

var white = canvas.Light().Floor

// scale draws how long one metre is on the sheet, at the lower left.
func (m *sketch) scale() {
	long := m.view.Px(1)
	y := m.list.Height - m.opts.lineHeight(m.list)/2
	x := 20 * m.unit
	tick := 4 * m.unit
	bar := canvas.Path{Points: []canvas.XY{{X: x, Y: y - tick}, {X: x, Y: y}, {X: x + long, Y: y}, {X: x + long, Y: y - tick}}}
	m.list.Add(
		canvas.Stroke{Path: bar, Width: 1.5 * m.unit, Color: m.theme.Quiet},
		canvas.Text{At: canvas.XY{X: x + long + 8*m.unit, Y: y + 3*m.unit}, Size: 14 * m.unit, Color: m.theme.Quiet, Words: "1 m"},
	)
}

// line draws the strip at the bottom: the metre, and the one sentence that is
// to be said.
func (m *sketch) line() {
	m.scale()
	said := m.opts.Line
	if said == "" {
		said = m.say.Line(m.scene.Notices)
	}
	if said == "" {
		return
	}
	left := 20*m.unit + m.view.Px(1) + 50*m.unit
	m.sentence(letters.Shown(said), m.list.Width-left-20*m.unit)
}

// sentence writes what is said in the strip, smaller or on two lines where it
// is long.
func (m *sketch) sentence(said string, room float64) {
	size := 18 * m.unit
	lines := []string{said}
	for ; size > 14*m.unit && letters.Width(said, size, false) > room; size -= 0.5 {
	}
	if letters.Width(said, size, false) > room {
		lines = letters.Wrap(said, size, false, room, 2)
	}
	y := m.list.Height - m.opts.lineHeight(m.list)/2 + size*0.35 - float64(len(lines)-1)*size*0.6
	for i, words := range lines {
		m.list.Add(canvas.Text{
			At: canvas.XY{X: m.list.Width - 20*m.unit, Y: y + float64(i)*size*1.2}, Align: canvas.End,
			Size: size, Color: m.theme.Ink, Words: words,
		})
	}
}

// Cloth returns the colour of a ribbon by its name in the room file.
func Cloth(name string) canvas.Colour {
	if c, known := cloth[name]; known {
		return c
	}
	if len(name) == 7 && name[0] == '#' {
		if v, err := strconv.ParseUint(name[1:], 16, 32); err == nil {
			return canvas.RGB(uint32(v))
		}
	}
	return canvas.RGB(0x8A8F96)
}

// cloth holds the colours of dyed cotton, not of a screen.
var cloth = map[string]canvas.Colour{
	"red":    canvas.RGB(0xC8402F),
	"orange": canvas.RGB(0xE08A2E),
	"yellow": canvas.RGB(0xE3C33C),
	"green":  canvas.RGB(0x4E9A57),
	"blue":   canvas.RGB(0x3B73B9),
	"purple": canvas.RGB(0x8457A8),
	"white":  canvas.RGB(0xFBFAF7),
	"black":  canvas.RGB(0x24262A),
}
