package livemap

import (
	"math"
	"unicode/utf8"

	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// sigma95 is the radius in standard deviations of the ellipse that holds 95 %
// of a normal distribution in the plane: √(−2 ln 0.05).
const sigma95 = 2.4477

// anywhereM is the standard deviation, in m, from which someone may be anywhere
// in any room; what is wider is drawn no wider.
const anywhereM = 20

// mark is how one person lies on the sheet; all in px.
type mark struct {
	person     *scene.Person
	look       canvas.Look
	at         canvas.XY // moved to the edge of the sheet where it is beyond
	beyond     bool
	pale       bool    // not seen now, or of an attempt before
	body       float64 // radius of the body
	core       float64 // radius of the disc that carries the initial
	form       form
	halo       canvas.Blob
	longM      float64 // half axis of the 95 % ellipse, m
	ellipse    [2]float64
	ellipseRad float64
}

// mark works out where and how large a person is drawn.
func (m *sketch) mark(p *scene.Person) mark {
	cov := p.Place.Cov
	longM, shortM, angle := cov.Axes()
	if !finite(longM, shortM, angle) {
		longM, shortM, angle = 1, 1, 0
	}
	longM, shortM = min(longM, anywhereM), min(shortM, anywhereM)
	k := mark{person: p, look: m.look(p.Name), longM: sigma95 * longM, pale: !p.Seen || m.opts.As[p.Name].Pale}
	k.ellipse = [2]float64{m.view.Px(sigma95 * longM), m.view.Px(sigma95 * shortM)}
	k.ellipseRad = m.view.Angle(angle)
	form := formOf(p.Posture)
	k.body = max(20*m.unit, m.view.Px(bodyM)) * form.size
	k.core = max(18*m.unit, m.view.Px(bodyM)*0.7) * form.size
	k.form = form
	k.at, k.beyond = m.inside(p.Place.At, k.core)
	k.halo = m.halo(&k)
	return k
}

// halo is the body's disc blurred by its 95 % ellipse: the softer, the less
// sure. Unseen people are fainter; what is spread wider is thinner.
func (m *sketch) halo(k *mark) canvas.Blob {
	reach := min(k.ellipse[0], m.sheet.W)
	long, short := k.body+reach, k.body+min(k.ellipse[1], m.sheet.W)
	share := 0.62
	if k.pale {
		share = 0.38
	}
	return canvas.Blob{
		Centre: k.at, Long: long, Short: short, Angle: k.ellipseRad,
		Core:  max(0, k.body-reach) / long,
		Color: canvas.Faded(k.look.Color, share),
	}
}

// inside returns where a place lies on the sheet, moved to the edge where it
// is beyond or is no number.
func (m *sketch) inside(p floor.Point, radius float64) (at canvas.XY, moved bool) {
	if !p.Finite() {
		return m.sheet.Centre(), true
	}
	at = m.sheetOf(p)
	in := canvas.XY{
		X: min(m.list.Width-radius*1.3, max(radius*1.3, at.X)),
		Y: min(m.sheet.Y+m.sheet.H-radius*1.3, max(radius*1.3, at.Y)),
	}
	return in, in != at
}

// bodyM is how large a standing body is on the floor, in m: half its breadth.
const bodyM = 0.21

// form is how a posture looks: how large the disc is beside that of somebody
// who stands, and its shape. It is a sign for the posture and tells no
// direction.
type form struct {
	size       float64
	wide, high float64 // half axes, as shares of the radius
	square     float64 // exponent of the superellipse: 2 is round
}

func formOf(p scene.Posture) form {
	switch p {
	case scene.Curled:
		return form{0.68, 1, 1, 2}
	case scene.Crouch:
		return form{0.82, 1, 1, 2}
	case scene.SitChair:
		return form{0.95, 0.95, 0.95, 4}
	case scene.SitFloor:
		return form{0.92, 1.12, 0.86, 3.4}
	case scene.Lying:
		return form{0.95, 1.55, 0.72, 3}
	}
	return form{1, 1, 1, 2}
}

// outline is a disc's line, of a radius in px, in a form.
func (f form) outline(at canvas.XY, radius float64) canvas.Path {
	path := oval(canvas.XY{}, 1, 1, 0)
	for i, p := range path.Points {
		bend := func(v float64) float64 { return math.Copysign(math.Pow(math.Abs(v), 2/f.square), v) }
		path.Points[i] = canvas.XY{X: at.X + radius*f.wide*bend(p.X), Y: at.Y + radius*f.high*bend(p.Y)}
	}
	return path
}

// halos draws everyone's soft shape. The discs with the initials come after all
// words, so that nothing ever covers who is where.
func (m *sketch) halos() {
	for i := range m.marks {
		m.list.Add(m.marks[i].halo)
	}
}

func (m *sketch) discs() {
	for i := range m.marks {
		m.disc(&m.marks[i])
	}
}

// disc draws the firm middle with its rim and initial.
func (m *sketch) disc(k *mark) {
	fill, initial := k.look.Color, canvas.InkOn(k.look.Color, canvas.Dark().Ground, white)
	if k.pale || k.beyond {
		fill = canvas.Mixed(k.look.Color, m.theme.Floor, 0.65)
		initial = m.theme.Ink
	}
	around := k.form.outline(k.at, k.core)
	m.list.Add(canvas.Fill{Path: around, Color: fill})
	m.rim(k, around)
	m.initial(k, k.person.Name, initial)
	if m.opts.Measure {
		m.ellipse(k)
	}
}

// initial writes the first letter of a name on a disc.
func (m *sketch) initial(k *mark, name string, c canvas.Colour) {
	size := k.core * (0.25 + 0.85*k.form.high)
	m.list.Add(canvas.Text{
		At: canvas.XY{X: k.at.X, Y: k.at.Y + size*0.36}, Size: size, Bold: true, Align: canvas.Middle, Color: c, Words: initialOf(name),
	})
}

// Disc draws one person's disc with its rim and initial, as on the map: at a
// position, of a radius in px.
func Disc(list *canvas.List, at canvas.XY, radius float64, look canvas.Look, name string, theme canvas.Theme) {
	m := sketch{list: list, theme: theme, unit: radius / 19}
	k := mark{at: at, core: radius, look: look, form: formOf(scene.Stand)}
	around := k.form.outline(at, radius)
	list.Add(canvas.Fill{Path: around, Color: look.Color})
	m.rim(&k, around)
	m.initial(&k, name, canvas.InkOn(look.Color, canvas.Dark().Ground, white))
}

// rim draws the line around a disc, in the person's own pattern.
func (m *sketch) rim(k *mark, around canvas.Path) {
	line := canvas.Stroke{Path: around, Width: 2 * m.unit, Color: canvas.Mixed(k.look.Color, m.theme.Ink, 0.45)}
	step := 2 * math.Pi * k.core
	switch k.look.Rim {
	case canvas.Dashed:
		line.Dash = []float64{step / 16, step / 16}
	case canvas.Dotted:
		line.Dash = []float64{0.01, step / 20}
		line.Width *= 1.3
	case canvas.Double:
		m.list.Add(canvas.Stroke{Path: k.form.outline(k.at, k.core-4*m.unit), Width: m.unit, Color: line.Color})
	}
	m.list.Add(line)
}

// ellipse draws the line within which the person is with 95 % probability.
func (m *sketch) ellipse(k *mark) {
	if k.beyond {
		return
	}
	m.list.Add(canvas.Stroke{
		Path:  oval(k.at, k.ellipse[0], k.ellipse[1], k.ellipseRad),
		Width: 1.2 * m.unit, Color: m.theme.Quiet, Dash: []float64{3 * m.unit, 3 * m.unit},
	})
}

func circle(at canvas.XY, radius float64) canvas.Path { return oval(at, radius, radius, 0) }

// oval returns an ellipse as a closed path of 48 points: at the sizes of a
// map it is off by less than a fifth of a pixel.
func oval(at canvas.XY, long, short, angle float64) canvas.Path {
	const n = 48
	points := make([]canvas.XY, n)
	sinA, cosA := math.Sincos(angle)
	for i := range points {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / n)
		x, y := long*cos, short*sin
		points[i] = canvas.XY{X: at.X + x*cosA - y*sinA, Y: at.Y + x*sinA + y*cosA}
	}
	return canvas.Path{Points: points, Closed: true}
}

// initialOf returns the first letter of a name.
func initialOf(name string) string {
	r, n := utf8.DecodeRuneInString(letters.Shown(name))
	if n == 0 {
		return "?"
	}
	return string(r)
}

func finite(numbers ...float64) bool {
	for _, v := range numbers {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
