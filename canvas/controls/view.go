package controls

import "nabij/canvas"

// Zoom limits, px per metre: from a hall on a phone to a hand on a wall.
const minZoom, maxZoom = 8, 4000

// looking returns the view that is shown.
func (p *Panel) looking() canvas.View {
	if p.view != nil {
		return p.centred(*p.view)
	}
	return p.centred(p.opts.FitView(p.mapSheet(), p.room))
}

// mapSheet is an empty list of the map's part of the sheet.
func (p *Panel) mapSheet() *canvas.List {
	return &canvas.List{Width: p.size.X, Height: max(1, p.size.Y-p.barHeight())}
}

// middle is the middle of the map, px.
func (p *Panel) middle() canvas.XY { return p.opts.Sheet(p.mapSheet()).Centre() }

func (p *Panel) zoom(factor float64, at canvas.XY) {
	v := p.looking()
	factor = max(minZoom/v.PxPerM, min(maxZoom/v.PxPerM, factor))
	v = v.Zoom(factor, at)
	p.view, p.stale = &v, true
}

func (p *Panel) pan(dx, dy float64) {
	v := p.looking().Pan(dx, dy)
	p.view, p.stale = &v, true
}

// turn turns the floor. As long as the whole room is shown it stays so.
func (p *Panel) turn(rad float64) {
	if p.view == nil {
		p.opts.Turn += rad
		return
	}
	v := p.view.Rotate(rad, p.middle())
	p.view, p.opts.Turn = &v, v.Turn
}

func (p *Panel) mirror() {
	if p.view == nil {
		p.opts.Mirror, p.opts.Turn = !p.opts.Mirror, -p.opts.Turn
		return
	}
	v := p.view.Flip(p.middle())
	p.view, p.opts.Mirror, p.opts.Turn = &v, v.Mirror, v.Turn
}

// resize keeps what is shown in the middle when the sheet gets another size.
func (p *Panel) resize(width, height float64) {
	size := canvas.XY{X: width, Y: height}
	if size == p.size {
		return
	}
	if p.view == nil || p.size == (canvas.XY{}) {
		p.size = size
		return
	}
	whole, middle := p.opts.FitView(p.mapSheet(), p.room), p.middle()
	p.size = size
	grown := p.opts.FitView(p.mapSheet(), p.room).PxPerM / whole.PxPerM
	v := p.view.Zoom(grown, middle).Pan(p.middle().X-middle.X, p.middle().Y-middle.Y)
	p.view = &v
}
