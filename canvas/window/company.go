package window

import (
	"slices"
	"strconv"

	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"nabij/canvas"
	"nabij/canvas/controls"
	"nabij/canvas/livemap"
)

// company is the card that says who is here: name, role, colour and pattern.
type company struct {
	laidCard
	panel  *controls.Panel
	guests []controls.Guest
	fields []*widget.TextInput
	wrong  string
}

func newCompany(s *skin, panel *controls.Panel) *company {
	c := &company{panel: panel, guests: slices.Clone(panel.Guests())}
	c.laidCard = laidCard{skin: s, side: widget.AnchorLayoutPositionEnd, top: widget.AnchorLayoutPositionCenter, make: c.page}
	return c
}

func (c *company) page() *widget.Container {
	k := c.skin
	c.read()
	c.fields = nil
	rows := []widget.PreferredSizeLocateableWidget{
		k.line(k.said("who_title"), &k.head, k.theme.Ink, 600), k.line(k.said("who_about"), &k.small, k.theme.Quiet, 560), k.gap(2),
	}
	for i := range c.guests {
		rows = append(rows, c.row(i))
	}
	if c.wrong != "" {
		rows = append(rows, k.line(c.wrong, &k.small, k.theme.Ink, 600))
	}
	done := k.beside(10, k.pressed(k.said("who_done"), true, &k.plain, 160, 48, c.done),
		k.pressed(k.said("passphrase_back"), false, &k.plain, 120, 48, c.giveUp))
	return k.stack(12, append(rows, k.gap(2), done)...)
}

// row is one person.
func (c *company) row(i int) *widget.Container {
	k, g := c.skin, &c.guests[i]
	field := k.text(k.said("who_name"), 170)
	if g.Name != g.Seen { // the eye's letter is no name
		field.SetText(g.Name)
	}
	c.fields = append(c.fields, field)
	change := func(do func()) func() { return func() { do(); c.again() } }
	hue := hueOf(k.theme, g.Look)
	button := func(id string, width float64, do func()) *widget.Button {
		return k.pressed(k.said(wordsID(id)), false, &k.small, width, 46, change(do))
	}
	return k.beside(8, c.disc(*g), field,
		button("role_"+string(g.Role), 112, func() { g.Role = controls.Roles[(slices.Index(controls.Roles, g.Role)+1)%len(controls.Roles)] }),
		button("hue_"+strconv.Itoa(hue), 128, func() { g.Look.Color = c.nextColour(hue) }),
		button("rim_"+strconv.Itoa(int(g.Look.Rim)), 106, func() { g.Look.Rim = (g.Look.Rim + 1) % 4 }))
}

// nextColour is the one after a colour of the theme that nobody here has.
func (c *company) nextColour(hue int) canvas.Colour {
	people := c.skin.theme.People
	for n := 1; n < len(people); n++ {
		next := people[(hue+n)%len(people)].Color
		if !slices.ContainsFunc(c.guests, func(g controls.Guest) bool { return g.Look.Color == next }) {
			return next
		}
	}
	return people[(hue+1)%len(people)].Color
}

// hueOf returns which of the theme's colours a look has.
func hueOf(theme canvas.Theme, look canvas.Look) int {
	return max(0, slices.IndexFunc(theme.People, func(l canvas.Look) bool { return l.Color == look.Color }))
}

// disc is how somebody looks on the map.
func (c *company) disc(g controls.Guest) *widget.Graphic {
	k := c.skin
	return k.graphic(46, 46, func(list *canvas.List) {
		list.Ground = k.theme.Floor
		name := g.Name
		if name == "" {
			name = g.Seen
		}
		livemap.Disc(list, canvas.XY{X: list.Width / 2, Y: list.Height / 2}, 19*k.unit, g.Look, name, k.theme)
	})
}

// read takes what was typed.
func (c *company) read() {
	for i, field := range c.fields {
		c.guests[i].Name = field.GetText()
	}
}

func (c *company) again() {
	c.read()
	c.keepFocus(c.lay)
}

// keepFocus lays the card anew, with the focus where it was.
func (c *company) keepFocus(lay func()) {
	at := -1
	if c.desk.ui.Container != nil {
		at = slices.Index(c.desk.ui.Container.GetFocusers(), c.desk.ui.GetFocusedWidget())
	}
	lay()
	if all := c.desk.ui.Container.GetFocusers(); at >= 0 && at < len(all) {
		c.desk.first = all[at]
	}
}

func (c *company) done() {
	c.read()
	if c.wrong = c.panel.Welcome(slices.Clone(c.guests)); c.wrong != "" {
		c.keepFocus(c.lay)
	}
}

func (c *company) giveUp() { c.panel.Welcome(nil) }

func (c *company) update() {
	before := c.desk.ui.GetFocusedWidget()
	c.desk.update()
	_, inField := before.(*widget.TextInput)
	switch {
	case inpututil.IsKeyJustPressed(ebiten.KeyEscape):
		c.giveUp()
	case inField && (inpututil.IsKeyJustPressed(ebiten.KeyEnter) || inpututil.IsKeyJustPressed(ebiten.KeyNumpadEnter)):
		c.done()
	}
}
