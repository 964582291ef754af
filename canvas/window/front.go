package window

import (
	"github.com/ebitenui/ebitenui/widget"

	"nabij/canvas"
	"nabij/canvas/livemap"
	"nabij/vision/scene"
)

// choiceWidth is how wide the choices of the start view are, in units.
const choiceWidth = 460

// front is the first thing one sees: beside the room, where there is width
// enough, what can be done.
func (s *start) front() *widget.Container {
	k := s.skin
	doing := k.stack(12, s.choices()...)
	if float64(k.size.X) < 1040*k.unit {
		name, state := s.where()
		return k.stack(20, k.beside(14, s.mark(), k.line("nabij", &k.title, k.theme.Ink, 300)), k.stack(6, name, state, s.camera()), doing)
	}
	return k.beside(72, s.place(), doing)
}

// place is what there is: the program's name, the room and the camera.
func (s *start) place() *widget.Container {
	k := s.skin
	name, state := s.where()
	plan := k.graphic(400, 300, func(list *canvas.List) { s.plan(list) })
	return k.stack(22,
		k.beside(14, s.mark(), k.line("nabij", &k.title, k.theme.Ink, 300)),
		plan, k.stack(6, name, state, s.camera()))
}

// mark is the program's sign: two people near each other.
func (s *start) mark() *widget.Graphic {
	k := s.skin
	return k.graphic(76, 56, func(list *canvas.List) {
		for i, at := range []canvas.XY{{X: 0.31, Y: 0.56}, {X: 0.68, Y: 0.44}} {
			c := canvas.XY{X: at.X * list.Width, Y: at.Y * list.Height}
			look := k.theme.Look(i)
			list.Add(
				canvas.Blob{Centre: c, Long: 23 * k.unit, Short: 23 * k.unit, Core: 0.25, Color: canvas.Faded(look.Color, 0.55)},
				canvas.Blob{Centre: c, Long: 11 * k.unit, Short: 11 * k.unit, Core: 0.9, Color: look.Color},
			)
		}
	})
}

// plan draws the room as it lies, without anybody in it.
func (s *start) plan(list *canvas.List) {
	k := s.skin
	card := canvas.Rect{W: list.Width, H: list.Height}.Rounded(14 * k.unit)
	inner := &canvas.List{Width: list.Width, Height: list.Height}
	livemap.Draw(inner, s.news.Room.Plan, scene.Scene{}, nil, livemap.Options{
		Theme: k.theme, Lang: k.say.Lang(), Plain: true, Turn: s.options.Look.Turn, Mirror: s.options.Look.Mirror,
		Scale: 2 * k.letters, // small as it is, its names are read
	})
	list.Add(canvas.Fill{Path: card, Color: k.theme.Floor})
	list.Place(inner, canvas.XY{})
}

// where says which room it is.
func (s *start) where() (name, state *widget.Text) {
	k, room := s.skin, s.news.Room
	if room.Name == "" {
		return k.line(k.said("start_no_room"), &k.large, k.theme.Ink, k.across(400)), k.line(k.said("start_no_room_about"), &k.small, k.theme.Quiet, k.across(400))
	}
	return k.line(room.Name, &k.large, k.theme.Ink, k.across(400)), k.line(room.About, &k.small, k.theme.Quiet, k.across(400))
}

// camera says what there is to look with; form, not colour, says whether it
// is there.
func (s *start) camera() *widget.Text {
	k, sign := s.skin, "○  "
	if s.news.Ready {
		sign = "●  "
	}
	if s.news.Camera == "" {
		sign = ""
	}
	return k.line(sign+s.news.Camera, &k.small, k.theme.Quiet, k.across(400))
}

// choices are what can be done, the likeliest first and dark.
func (s *start) choices() []widget.PreferredSizeLocateableWidget {
	k, n := s.skin, s.news
	known := n.Room.Name != ""
	about := "start_begin_about"
	if !known {
		about = "start_begin_first"
	}
	all := []widget.PreferredSizeLocateableWidget{
		k.choice(choice{k.said("start_begin"), k.said(wordsID(about)), known, !known, k.across(choiceWidth), s.begin}),
		k.choice(choice{k.said("start_look_back"), s.kept(), false, false, k.across(choiceWidth), func() { s.open(Choice{Want: LookBack}) }}),
	}
	if n.Calibrate {
		all = append(all, k.choice(choice{k.said("start_calibrate"), k.said("start_calibrate_about"), !known, false, k.across(choiceWidth), func() { s.open(Choice{Want: Calibrate}) }}))
	}
	all = append(all,
		k.choice(choice{k.said("start_demo"), k.said("start_demo_about"), !known && !n.Calibrate, false, k.across(choiceWidth), func() { s.open(Choice{Want: Demo}) }}),
		k.flow(choiceWidth, s.minor()...))
	if s.wrong != "" {
		all = append(all, k.line(s.wrong, &k.small, k.theme.Ink, k.across(choiceWidth)))
	}
	return append(all, k.line(k.said("start_drop"), &k.small, k.theme.Quiet, k.across(choiceWidth)))
}

// kept says how many sessions were kept.
func (s *start) kept() string {
	if s.news.Kept == 0 {
		return s.skin.said("start_look_back_none")
	}
	return s.skin.said("start_look_back_about", "Count", s.news.Kept)
}

// minor are the buttons of what is seldom done.
func (s *start) minor() []widget.PreferredSizeLocateableWidget {
	k := s.skin
	small := func(id string, do func()) widget.PreferredSizeLocateableWidget {
		return k.pressed(k.said(wordsID(id)), false, &k.small, 0, 44, do)
	}
	var all []widget.PreferredSizeLocateableWidget
	if s.options.Use != nil && len(s.news.Rooms) > 0 {
		all = append(all, small("start_other_room", func() { s.turn(roomsPage) }))
	}
	all = append(all, small("start_settings", func() { s.turn(settingsPage) }))
	if s.options.Check != nil {
		all = append(all, small("start_computer", func() { s.found = nil; s.turn(computerPage) }))
	}
	return all
}

// begin begins a session, and asks for the camera where none is named.
func (s *start) begin() {
	if len(s.news.Cameras) > 0 {
		s.turn(camerasPage)
		return
	}
	s.open(Choice{Want: Begin})
}
