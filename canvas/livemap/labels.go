package livemap

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// labels writes names, zones and, when asked, distances, each where it covers
// no disc and no other label as far as there is room.
func (m *sketch) labels() {
	for i := range m.marks {
		k := &m.marks[i]
		wide, high := k.core*k.form.wide, k.core*k.form.high
		m.taken = append(m.taken, canvas.Rect{X: k.at.X - wide, Y: k.at.Y - high, W: 2 * wide, H: 2 * high})
	}
	for i := range m.marks {
		m.nameLabel(&m.marks[i])
	}
	for _, b := range m.opts.Layers.Bubbles {
		m.filmLabels(b)
	}
	if m.opts.Measure {
		m.distanceLabels()
	}
	for i := range m.room.Zones {
		m.zoneLabel(&m.room.Zones[i])
	}
}

// label is a line of text that looks for a free spot.
type label struct {
	words  string
	size   float64 // px
	bold   bool
	colour canvas.Colour
	back   bool // on a patch of floor, to be read over a line
	// mayStay lets the label stay away where it would cover another.
	mayStay bool
}

// put writes a label centred on the first of the spots that is free, or on the
// one that covers least. Spots are the middle of the text.
func (m *sketch) put(l label, spots ...canvas.XY) {
	chosen, least := canvas.Rect{}, math.Inf(1)
	for _, spot := range spots {
		r := m.box(l, spot)
		if covered := m.covered(r); covered < least {
			chosen, least = r, covered
		}
		if least == 0 {
			break
		}
	}
	if least > 0 && l.mayStay {
		return
	}
	m.taken = append(m.taken, chosen)
	if l.back {
		y := chosen.Y + chosen.H/2
		m.list.Add(canvas.Stroke{
			Path:  canvas.Path{Points: []canvas.XY{{X: chosen.X + 2, Y: y}, {X: chosen.X + chosen.W - 2, Y: y}}},
			Width: chosen.H, Color: canvas.Faded(m.theme.Floor, 0.8),
		})
	}
	m.list.Add(canvas.Text{
		At: canvas.XY{X: chosen.X, Y: chosen.Y + l.size*0.95}, Size: l.size, Bold: l.bold, Color: l.colour, Words: l.words,
	})
}

// box returns the room that a label takes about a spot, kept on the sheet.
func (m *sketch) box(l label, at canvas.XY) canvas.Rect {
	width := letters.Width(l.words, l.size, l.bold)
	x := min(m.list.Width-width-4*m.unit, max(4*m.unit, at.X-width/2))
	y := min(m.sheet.Y+m.sheet.H-l.size, max(2*m.unit, at.Y-l.size*0.6))
	return canvas.Rect{X: x, Y: y, W: width, H: l.size * 1.2}
}

// covered returns how much of r is taken, in px².
func (m *sketch) covered(r canvas.Rect) (area float64) {
	for _, t := range m.taken {
		w := min(r.X+r.W, t.X+t.W) - max(r.X, t.X)
		h := min(r.Y+r.H, t.Y+t.H) - max(r.Y, t.Y)
		area += max(0, w) * max(0, h)
	}
	return area
}

// nameLabel writes a name below its disc, or beside or above it.
func (m *sketch) nameLabel(k *mark) {
	if letters.Shown(k.person.Name) == initialOf(k.person.Name) {
		return // it is on the disc
	}
	size := 22 * m.unit
	name := letters.Fit(letters.Shown(k.person.Name), size, true, 220*m.unit)
	half := letters.Width(name, size, true)/2 + k.core*k.form.wide + 6*m.unit
	off := k.core*k.form.high + size*0.8
	colour := m.theme.Ink
	if k.pale {
		colour = m.theme.Quiet
	}
	m.put(label{name, size, true, colour, true, false},
		canvas.XY{X: k.at.X, Y: k.at.Y + off}, canvas.XY{X: k.at.X, Y: k.at.Y - off},
		canvas.XY{X: k.at.X + half, Y: k.at.Y}, canvas.XY{X: k.at.X - half, Y: k.at.Y},
		canvas.XY{X: k.at.X + half, Y: k.at.Y + off}, canvas.XY{X: k.at.X - half, Y: k.at.Y - off})
}

// crowd is the number of pairs from which not every number has room: then
// those of the nearest pairs are written, or those of the person in focus.
const crowd = 10

// distanceLabels writes every pair's distance near the middle of its thread,
// nearest first.
func (m *sketch) distanceLabels() {
	pairs := slices.Clone(m.scene.Pairs)
	pairs = slices.DeleteFunc(pairs, func(p scene.Pair) bool {
		return !m.opts.of(p)
	})
	slices.SortStableFunc(pairs, func(a, b scene.Pair) int { return cmp.Compare(a.DistanceM, b.DistanceM) })
	for _, pair := range pairs {
		a, b := m.markOf(pair.A), m.markOf(pair.B)
		if a == nil || b == nil {
			continue
		}
		l := label{m.say.Metres(pair.DistanceM, math.Sqrt(max(0, pair.VarM2))), 16 * m.unit, false, m.theme.Ink, true, len(pairs) > crowd}
		m.put(l, along(a, b, l.size)...)
	}
}

// along returns spots on and beside the thread between two people, the middle
// first.
func along(a, b *mark, size float64) (spots []canvas.XY) {
	from, to := between(a.at, b.at, a.core, b.core)
	for _, aside := range []float64{0, -1.2, 1.2} {
		for _, share := range []float64{0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8} {
			spots = append(spots, canvas.XY{X: from.X + share*(to.X-from.X), Y: from.Y + share*(to.Y-from.Y) + aside*size})
		}
	}
	return spots
}

// zoneLabel writes a zone's name beside its ribbon, and who is in it.
func (m *sketch) zoneLabel(z *floor.Zone) {
	if len(z.Outline) == 0 {
		return
	}
	words := z.Name
	if who := m.whoIsIn(z); who != "" {
		words += "  ·  " + who
	}
	size := 16 * m.unit
	words = letters.Fit(letters.Shown(words), size, false, m.sheet.W)
	var spots []canvas.XY
	low, high := m.span(z)
	mid := (low.X + high.X) / 2
	gap := size + m.view.Px(z.WidthM)/2
	spots = append(spots, canvas.XY{X: mid, Y: high.Y + gap}, canvas.XY{X: mid, Y: low.Y - gap}, canvas.XY{X: mid, Y: high.Y + gap + 1.6*size})
	for _, p := range z.Outline {
		at := m.sheetOf(p)
		spots = append(spots, canvas.XY{X: at.X, Y: at.Y + gap})
	}
	m.put(label{words, size, false, m.theme.Quiet, true, false}, spots...)
}

// span returns the corners of a zone on the sheet.
func (m *sketch) span(z *floor.Zone) (low, high canvas.XY) {
	low, high = m.sheetOf(z.Outline[0]), m.sheetOf(z.Outline[0])
	for _, p := range z.Outline {
		at := m.sheetOf(p)
		low = canvas.XY{X: min(low.X, at.X), Y: min(low.Y, at.Y)}
		high = canvas.XY{X: max(high.X, at.X), Y: max(high.Y, at.Y)}
	}
	return low, high
}

// whoIsIn names the people in a zone; along an open one, who is on which side.
func (m *sketch) whoIsIn(z *floor.Zone) string {
	var who []string
	for i := range m.scene.People {
		p := &m.scene.People[i]
		for _, zone := range p.Zones {
			if zone == z.Name {
				who = append(who, letters.Fit(p.Name, 16*m.unit, false, 120*m.unit))
			}
		}
	}
	return strings.Join(who, ", ")
}
