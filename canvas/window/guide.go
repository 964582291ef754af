package window

import (
	img "image"
	"slices"
	"time"

	"github.com/ebitenui/ebitenui"
	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"

	"nabij/canvas"
	"nabij/canvas/guide"
)

// leading is the stage of a guide: its sheet over the camera's picture, and
// widgets where the sheet has them.
type leading struct {
	guide   *guide.Guide
	painter *painter
	skin    *skin
	after   func(guide.End) stage // what follows
	sheet   guide.Sheet

	ui      ebitenui.UI
	hands   hands
	made    []guide.Widget // that the widgets were made for
	buttons map[string]*widget.Button
	fields  map[string]*widget.TextInput
	page    int
	waiting bool // the page's first widget waits for the keyboard

	photo  *ebiten.Image // the camera's picture; only here and on the screen
	number int           // of the picture in it
	over   layer
	top    layer

	keys  []ebiten.Key
	signs []rune
	mouse canvas.XY
	held  bool // the mouse's button, at the last look
	looks int  // that follow before it may sleep
	shown bool // all that there is
}

// looksAfter is how often a guide is looked at after something was touched: widgets
// answer keys and mouse in the drawings that follow. It is no time, because a
// busy machine may need a second for each.
const looksAfter = 15

func newLeading(g *guide.Guide, painter *painter, skin *skin, after func(guide.End) stage) *leading {
	g.OnWake(wake)
	return &leading{guide: g, painter: painter, skin: skin, after: after, page: -1}
}

func (l *leading) update(now time.Time) (again bool) {
	again = l.guide.Tick(now)
	if l.ui.Container == nil {
		return true // nothing was drawn yet
	}
	l.ui.Update()
	l.hands.tend(&l.ui)
	l.typed()
	l.pressed()
	touched := l.pointed()
	if touched || len(l.keys) > 0 || len(l.signs) > 0 || l.guide.Stale() {
		l.looks = looksAfter
	}
	l.looks = max(0, l.looks-1)
	return again || l.looks > 0
}

func (l *leading) draw(on *ebiten.Image, anew bool) {
	size := on.Bounds().Size()
	if l.rests() && !anew {
		return // all of it is still there
	}
	l.shown = l.looks == 0
	if size != l.skin.size {
		l.skin.fit(size)
		l.made = nil
	}
	if anew || l.guide.Stale() {
		l.guide.Draw(&l.sheet, float64(size.X), float64(size.Y))
		l.furnish()
	}
	on.Fill(l.sheet.Over.Ground)
	l.upload()
	l.show(on, l.sheet.Photo, ebiten.FilterLinear)
	l.over.draw(on, l.painter, l.sheet.Over.Ops)
	l.show(on, l.sheet.Lens, ebiten.FilterNearest)
	l.top.draw(on, l.painter, l.sheet.Top.Ops)
	l.ui.Draw(on)
}

// rests reports whether nothing changed since the last drawing. A caret blinks,
// though it may do so slowly.
func (l *leading) rests() bool {
	_, writes := l.ui.GetFocusedWidget().(*widget.TextInput)
	_, number := l.guide.Picture()
	return l.shown && l.looks == 0 && number == l.number && !writes && !l.guide.Stale()
}

// upload brings the newest picture to the graphics card.
func (l *leading) upload() {
	picture, number := l.guide.Picture()
	if picture == nil || number == l.number {
		return
	}
	l.number = number
	if size := picture.Rect.Size(); l.photo == nil || l.photo.Bounds().Size() != size {
		l.drop()
		l.photo = ebiten.NewImage(size.X, size.Y)
	}
	l.photo.WritePixels(picture.Pix)
}

func (l *leading) drop() {
	if l.photo != nil {
		l.photo.Deallocate()
		l.photo = nil
	}
}

// show draws a part of the picture; what lies beyond its edge stays dark.
func (l *leading) show(on *ebiten.Image, cut *guide.Cut, filter ebiten.Filter) {
	if cut == nil || l.photo == nil {
		return
	}
	from, to := cut.From, cut.To
	var corners [4]ebiten.Vertex
	for k, c := range [4][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}} {
		corners[k] = ebiten.Vertex{
			DstX: float32(to.X + c[0]*to.W), DstY: float32(to.Y + c[1]*to.H),
			SrcX: float32(from.X + c[0]*from.W), SrcY: float32(from.Y + c[1]*from.H),
			ColorR: 1, ColorG: 1, ColorB: 1, ColorA: 1,
		}
	}
	on.DrawTriangles32(corners[:], []uint32{0, 1, 2, 0, 2, 3}, l.photo, &ebiten.DrawTrianglesOptions{Filter: filter, Address: ebiten.AddressClampToZero})
}

func (l *leading) next() stage {
	done, end := l.guide.Done()
	if !done {
		return l
	}
	return l.after(end)
}

func (l *leading) close()          { l.guide.Close() }
func (l *leading) caption() string { return captioned(l.skin.said("start_calibrate")) }

func (l *leading) full() bool { return false }

func (l *leading) leave() {
	l.guide.Leave()
	l.drop()
	l.over.drop()
	l.top.drop()
}

// layer is a display list drawn once and kept until it changes: under it the
// camera's picture changes all the time.
type layer struct {
	image *ebiten.Image
	ops   []canvas.Op
}

func (y *layer) draw(on *ebiten.Image, painter *painter, ops []canvas.Op) {
	if len(ops) == 0 {
		return
	}
	size := on.Bounds().Size()
	if y.image == nil || y.image.Bounds().Size() != size {
		y.renew(size)
	}
	if len(y.ops) != len(ops) || common(y.ops, ops) < len(ops) {
		y.image.Clear()
		painter.draw(y.image, ops)
		y.ops = slices.Clone(ops)
	}
	on.DrawImage(y.image, nil)
}

func (y *layer) renew(size img.Point) {
	y.drop()
	y.image = ebiten.NewImage(size.X, size.Y)
}

func (y *layer) drop() {
	if y.image != nil {
		y.image.Deallocate()
	}
	y.image, y.ops = nil, nil
}
