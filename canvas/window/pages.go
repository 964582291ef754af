package window

import (
	"github.com/ebitenui/ebitenui/widget"

	"nabij/canvas/controls"
	"nabij/canvas/words"
)

// wordsID names a sentence.
func wordsID(id string) words.ID { return words.ID(id) }

// titled is a page with a title, a line below it, what it holds, and the way
// back.
func (s *start) titled(title, about words.ID, children ...widget.PreferredSizeLocateableWidget) *widget.Container {
	k := s.skin
	page := k.stack(14, k.line(k.said(title), &k.head, k.theme.Ink, k.across(640)))
	if about != "" {
		page.AddChild(k.line(k.said(about), &k.plain, k.theme.Quiet, k.across(640)))
	}
	page.AddChild(k.gap(4))
	page.AddChild(children...)
	back := k.pressed(k.said("passphrase_back"), false, &k.plain, 160, 48, func() { s.turn(frontPage) })
	back.GetWidget().LayoutData = widget.RowLayoutData{}
	page.AddChild(k.gap(4), back)
	return page
}

// rooms lists the rooms that can be used instead.
func (s *start) rooms() *widget.Container {
	var rows []widget.PreferredSizeLocateableWidget
	for _, r := range s.news.Rooms {
		rows = append(rows, s.skin.choice(choice{r.Name, r.About, false, false, s.skin.across(choiceWidth), func() { s.use(r.Path) }}))
	}
	return s.titled("start_other_room", "start_other_room_about", rows...)
}

// cameras lists the cameras that are connected, for a room that names none.
func (s *start) cameras() *widget.Container {
	var rows []widget.PreferredSizeLocateableWidget
	for _, name := range s.news.Cameras {
		rows = append(rows, s.skin.press(name, false, s.skin.across(choiceWidth), func() { s.open(Choice{Want: Begin, Camera: name}) }))
	}
	return s.titled("start_which_camera", "start_which_camera_about", rows...)
}

// sizes of text that can be chosen, times.
var sizes = []float64{1, 1.25, 1.5, 2}

// settings chooses language, colours and the size of text.
func (s *start) settings() *widget.Container {
	k, look := s.skin, s.options.Look
	wear := func(change func(*controls.Look)) {
		change(&look)
		s.options.wear(look, k)
		s.news = s.options.News()
		s.lay()
	}
	names := make([]string, len(sizes))
	size := 0
	for i, v := range sizes {
		names[i] = k.say.Number(100*v, 0) + " %"
		if v <= look.Scale {
			size = i
		}
	}
	languages := []string{"Nederlands", "English"}
	spoken := map[words.Lang]int{words.Dutch: 0, words.English: 1}[look.Lang]
	dark := 0
	if look.Dark {
		dark = 1
	}
	return s.titled("start_settings", "",
		k.options(k.said("settings_language"), languages, spoken, func(i int) {
			wear(func(l *controls.Look) { l.Lang = []words.Lang{words.Dutch, words.English}[i] })
		}),
		k.options(k.said("settings_colours"), []string{k.said("settings_light"), k.said("settings_dark")}, dark, func(i int) {
			wear(func(l *controls.Look) { l.Dark = i == 1 })
		}),
		k.options(k.said("settings_letters"), names, size, func(i int) {
			wear(func(l *controls.Look) { l.Scale = sizes[i] })
		}),
	)
}

// wear takes on a look, and lets it be remembered.
func (o *Start) wear(look controls.Look, k *skin) {
	look.Names, look.Looks = nil, nil
	o.Look = look
	k.wear(look)
	if o.Wear != nil {
		o.Wear(look)
	}
}

// computer tells what works on this computer.
func (s *start) computer() *widget.Container {
	k := s.skin
	if s.found == nil {
		s.found = s.options.Check()
	}
	var rows []widget.PreferredSizeLocateableWidget
	for _, f := range s.found {
		sign := "●"
		if !f.Works {
			sign = "○"
		}
		rows = append(rows, k.beside(14, k.line(sign, &k.plain, k.theme.Quiet, 20),
			k.stack(3, k.line(f.What, &k.plain, k.theme.Ink, k.across(640)-40), k.line(f.Detail, &k.small, k.theme.Quiet, k.across(640)-40))))
	}
	return s.titled("start_computer", "start_computer_about", rows...)
}
