package livemap

import (
	"slices"

	"nabij/canvas"
	"nabij/canvas/words"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// Draw empties the list, keeping its size, and draws the room and the scene.
// The trails may be nil.
func Draw(list *canvas.List, room floor.Room, s scene.Scene, trails *Trails, opts Options) {
	opts = opts.filled()
	list.Reset(list.Width, list.Height, opts.Theme.Ground)
	m := newMap(list, &room, &s, trails, opts)
	m.floor()
	m.zones()
	m.stay()
	m.pauses() // what stays the same lies below what moves: the window keeps it as a picture
	m.trails()
	m.bubbles()
	m.threads()
	m.halos()
	m.numbers()
	m.labels()
	m.discs()
	if !opts.Plain {
		m.line()
	}
}

// sketch is one map while it is drawn.
type sketch struct {
	list   *canvas.List
	room   *floor.Room
	scene  *scene.Scene
	steps  *Trails
	opts   Options
	theme  canvas.Theme
	say    *words.Speaker
	view   canvas.View
	sheet  canvas.Rect // where the floor may be
	paper  canvas.Rect // all that is not the quiet line's strip
	unit   float64     // px
	names  []string    // in the order of their colours
	marks  []mark      // one per person of the scene
	taken  []canvas.Rect
	extent [2]canvas.Metres
}

func newMap(list *canvas.List, room *floor.Room, s *scene.Scene, trails *Trails, opts Options) *sketch {
	m := &sketch{
		list: list, room: room, scene: s, steps: trails, opts: opts, theme: opts.Theme,
		say: words.For(opts.Lang), view: opts.View, sheet: opts.Sheet(list), paper: opts.paper(list), unit: opts.unit(list),
	}
	if m.view.PxPerM <= 0 {
		m.view = opts.FitView(list, *room)
	}
	low, high := Extent(*room)
	m.extent = [2]canvas.Metres{canvas.Metres(low), canvas.Metres(high)}
	m.names = opts.Names
	if m.names == nil && trails != nil {
		m.names = trails.Names()
	}
	for i := range s.People {
		m.marks = append(m.marks, m.mark(&s.People[i]))
	}
	return m
}

// look returns how a person is told from the others.
func (m *sketch) look(name string) canvas.Look {
	if own, has := m.opts.Looks[name]; has {
		return own
	}
	if alias, is := m.opts.As[name]; is {
		name = alias.Name
	}
	n := slices.Index(m.names, name)
	if n < 0 {
		n = len(m.names)
		m.names = append(slices.Clip(m.names), name)
	}
	return m.theme.Look(n)
}

func (m *sketch) sheetOf(p floor.Point) canvas.XY { return m.view.Sheet(canvas.Metres(p)) }
