package guide

import (
	"nabij/canvas"
	"nabij/vision"
)

// look says how the picture lies in its pane: the whole of it, or a part,
// larger.
type look struct {
	zoom   float64      // 1: the whole picture
	centre vision.Pixel // what lies in the pane's middle
	size   vision.Size  // of the picture, px
	pane   canvas.Rect
}

// mostZoom is how many times larger than whole the picture is shown at most.
const mostZoom = 12

// fit keeps the look within the picture.
func (l *look) fit(size vision.Size, pane canvas.Rect) {
	if size != l.size {
		l.zoom = 1
	}
	l.size, l.pane = size, pane
	l.zoom = max(1, min(mostZoom, l.zoom))
	if size.Empty() {
		return
	}
	keep := func(at, length, shown float64) float64 {
		middle := (length - 1) / 2
		if shown >= length {
			return middle
		}
		return max(shown/2-0.5, min(length-0.5-shown/2, at))
	}
	l.centre.U = keep(l.centre.U, float64(size.Width), pane.W/l.scale())
	l.centre.V = keep(l.centre.V, float64(size.Height), pane.H/l.scale())
}

// scale is the size of a picture's px on the sheet, px.
func (l *look) scale() float64 {
	if l.size.Empty() {
		return 1
	}
	return l.zoom * min(l.pane.W/float64(l.size.Width), l.pane.H/float64(l.size.Height))
}

// at returns where on the sheet a place in the picture lies.
func (l *look) at(p vision.Pixel) canvas.XY {
	middle := l.pane.Centre()
	return canvas.XY{X: middle.X + (p.U-l.centre.U)*l.scale(), Y: middle.Y + (p.V-l.centre.V)*l.scale()}
}

// pixel returns the place in the picture that lies at a place on the sheet.
func (l *look) pixel(at canvas.XY) vision.Pixel {
	middle := l.pane.Centre()
	return vision.Pixel{U: l.centre.U + (at.X-middle.X)/l.scale(), V: l.centre.V + (at.Y-middle.Y)/l.scale()}
}

// inside keeps a place within the picture.
func (l *look) inside(p vision.Pixel) vision.Pixel {
	return vision.Pixel{
		U: max(0, min(float64(l.size.Width-1), p.U)), V: max(0, min(float64(l.size.Height-1), p.V)),
	}
}

// larger shows the picture larger by a factor; what lies at a place stays.
func (l *look) larger(factor float64, at canvas.XY) {
	before := l.pixel(at)
	l.zoom = max(1, min(mostZoom, l.zoom*factor))
	after := l.pixel(at)
	l.centre.U += before.U - after.U
	l.centre.V += before.V - after.V
	l.fit(l.size, l.pane)
}

// pan moves the picture over the sheet.
func (l *look) pan(dx, dy float64) {
	l.centre.U -= dx / l.scale()
	l.centre.V -= dy / l.scale()
	l.fit(l.size, l.pane)
}

// cut is the part of the picture that is shown, and where.
func (l *look) cut() Cut {
	low, high := l.at(vision.Pixel{U: -0.5, V: -0.5}), l.at(vision.Pixel{U: float64(l.size.Width) - 0.5, V: float64(l.size.Height) - 0.5})
	to := canvas.Rect{X: max(l.pane.X, low.X), Y: max(l.pane.Y, low.Y)}
	to.W, to.H = min(l.pane.X+l.pane.W, high.X)-to.X, min(l.pane.Y+l.pane.H, high.Y)-to.Y
	from := l.pixel(canvas.XY{X: to.X, Y: to.Y})
	return Cut{From: canvas.Rect{X: from.U + 0.5, Y: from.V + 0.5, W: to.W / l.scale(), H: to.H / l.scale()}, To: to}
}
