package guide_test

import (
	"context"
	"errors"
	"image"
	"image/color"
	"math"
	"sync/atomic"
	"testing"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"nabij/canvas"
	"nabij/canvas/guide"
	"nabij/canvas/still"
	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
)

// studio is a made-up room, the camera in it, and a program that sees it. Its
// picture is drawn flat, so that golden pictures stay small.
type studio struct {
	camera   floor.Camera
	size     vision.Size
	sheets   [][4]floor.Point
	zones    []floor.Zone
	people   []floor.Point
	cameras  []guide.Camera
	opened   guide.Opened
	trouble  vision.Trouble
	seen     float64
	broken   error // of looking
	unsaved  error
	saved    floor.Room
	anew     bool
	snap     *vision.Pixel
	edges    [][]vision.Pixel
	board    atomic.Pointer[[]vision.Pixel] // nil: none is held
	stands   calibrate.Sighted
	mirrored bool
	show     func(guide.Frame)
	t        testing.TB
}

// webcam is the studio's camera.
const webcam = "HD Webcam C270"

func newStudio(t testing.TB) *studio {
	s := &studio{t: t, size: vision.Size{Width: 640, Height: 480}, seen: 1, cameras: []guide.Camera{{Name: webcam, Source: "0"}}}
	lens := floor.Lens{FX: 470, FY: 470, CX: 319.5, CY: 239.5, K1: -0.05}
	at := floor.Vec3{X: 2.4, Y: -0.2, Z: 2.3}
	s.camera = floor.NewCamera(lens, floor.LookAt(at, floor.Vec3{X: 2.5, Y: 3}, 0.01), at)
	s.opened = guide.Opened{Name: webcam, Size: s.size, RateHz: 30,
		Locks: []guide.Lock{{What: "focus", Held: true}, {What: "exposure", Held: true}, {What: "white_balance"}}}
	for _, p := range [][3]float64{{1.5, 1.9, 0.3}, {3.4, 2.1, 1.2}, {2.4, 3.0, 2.2}, {1.7, 4.3, 0.7}, {3.4, 4.0, 2.8}} {
		s.sheets = append(s.sheets, sheet(floor.Point{X: p[0], Y: p[1]}, p[2]))
	}
	return s
}

// sheet is a sheet of A4 about a place.
func sheet(at floor.Point, turn float64) (corners [4]floor.Point) {
	sin, cos := math.Sincos(turn)
	for k, d := range [4][2]float64{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}} {
		x, y := d[0]*floor.SheetLongM/2, d[1]*floor.SheetShortM/2
		corners[k] = at.Add(floor.Point{X: cos*x - sin*y, Y: sin*x + cos*y})
	}
	return corners
}

// lay takes the sheets away and lays two ribbons.
func (s *studio) lay() {
	s.sheets = nil
	ring := floor.Zone{Name: "R1", Color: "red", Kind: floor.Ribbon, Closed: true, WidthM: 0.035}
	for i := range 40 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 20)
		ring.Outline = append(ring.Outline, floor.Point{X: 1.9 + 0.7*cos, Y: 2.8 + 0.6*sin})
	}
	line := floor.Zone{Name: "B1", Color: "blue", Kind: floor.Ribbon, WidthM: 0.03}
	for i := range 20 {
		x := 2.9 + float64(i)*0.06
		line.Outline = append(line.Outline, floor.Point{X: x, Y: 3.4 + 0.25*math.Sin(2*x)})
	}
	s.zones = []floor.Zone{ring, line}
	s.show(guide.Frame{Image: s.picture()})
}

func (s *studio) pixel(p floor.Point) vision.Pixel {
	px, ok := s.camera.Project(floor.Vec3{X: p.X, Y: p.Y})
	if !ok {
		s.t.Fatalf("%v is not seen", p)
	}
	return px
}

// picture draws what the camera sees.
func (s *studio) picture() *image.RGBA {
	list := &canvas.List{Width: float64(s.size.Width), Height: float64(s.size.Height), Ground: canvas.RGB(0xD9D4CA)}
	path := func(points []floor.Point) (p canvas.Path) {
		p.Closed = true
		for _, q := range points {
			px, ok := s.camera.Project(floor.Vec3{X: q.X, Y: q.Y})
			if ok {
				p.Points = append(p.Points, canvas.XY{X: px.U + 0.5, Y: px.V + 0.5})
			}
		}
		return p
	}
	strip := func(a, b floor.Point, wide float64) canvas.Path {
		d := b.Sub(a)
		n := floor.Point{X: -d.Y, Y: d.X}.Scale(wide / 2 / d.Norm())
		d = d.Scale(0.004 / d.Norm())
		return path([]floor.Point{a.Add(n).Sub(d), b.Add(n).Add(d), b.Sub(n).Add(d), a.Sub(n).Sub(d)})
	}
	wood := canvas.RGB(0x9C7B58)
	list.Add(canvas.Fill{Path: path([]floor.Point{{X: -1, Y: 0.9}, {X: 6, Y: 0.9}, {X: 5.4, Y: 6}, {X: -0.4, Y: 6}}), Color: wood})
	for i := range 6 {
		y := 1.3 + 0.8*float64(i)
		list.Add(canvas.Fill{Path: strip(floor.Point{X: 0, Y: y}, floor.Point{X: 5, Y: y}, 0.006), Color: canvas.RGB(0x8B6C4C)})
	}
	for _, sh := range s.sheets {
		list.Add(canvas.Fill{Path: path(sh[:]), Color: canvas.RGB(0xF1F0EE)})
	}
	paint := map[string]canvas.Colour{"red": canvas.RGB(0xB02A2A), "blue": canvas.RGB(0x2A4EA8), "brown": canvas.RGB(0x6B4A2A)}
	for _, z := range s.zones {
		n := len(z.Outline)
		if !z.Closed {
			n--
		}
		for i := range n {
			list.Add(canvas.Fill{Path: strip(z.Outline[i], z.Outline[(i+1)%len(z.Outline)], z.WidthM), Color: paint[z.Color]})
		}
	}
	img, err := still.Image(list)
	if err != nil {
		s.t.Fatal(err)
	}
	return img
}

func (s *studio) Cameras() ([]guide.Camera, error) { return s.cameras, nil }

func (s *studio) Watch(ctx context.Context, source string, _ vision.Size, opened func(guide.Opened), show func(guide.Frame)) error {
	if source == "gone" {
		return hinted{errors.New("open camera \"gone\": it is not connected"), "check the cable"}
	}
	opened(s.opened)
	f := guide.Frame{Trouble: s.trouble}
	if s.trouble == "" {
		f.Image = s.picture()
	}
	s.show = show
	show(f)
	<-ctx.Done()
	return nil
}

type hinted struct {
	error
	hint string
}

func (h hinted) Hint() string { return h.hint }

func (s *studio) Empty(context.Context) (guide.Quiet, error) {
	return guide.Quiet{Image: s.picture(), Seen: s.seen}, s.broken
}

func (s *studio) Sheets(context.Context, *image.RGBA) (quads []calibrate.Quad, err error) {
	for _, sh := range s.sheets {
		var q calibrate.Quad
		for k, c := range sh {
			q[k] = s.pixel(c)
		}
		quads = append(quads, q)
	}
	return quads, nil
}

func (s *studio) People(context.Context, *floor.Floor) ([]floor.Point, error) { return s.people, nil }

func (s *studio) Snap(_ *image.RGBA, near vision.Pixel) (vision.Pixel, bool) {
	if s.snap != nil && s.snap.Distance(near) < 6 {
		return *s.snap, true
	}
	return near, false
}

func (s *studio) Edges(context.Context, *image.RGBA) ([][]vision.Pixel, error) { return s.edges, nil }

// Board sees a board wherever the test holds one.
func (s *studio) Board(*image.RGBA, int, int) ([]vision.Pixel, error) {
	if b := s.board.Load(); b != nil {
		return *b, nil
	}
	return nil, nil
}

func (s *studio) BoardLens(_ context.Context, views calibrate.Boards) (floor.Lens, error) {
	return s.camera.Lens, views.Enough()
}

func (s *studio) Stands(context.Context, floor.Room, *floor.Floor) (calibrate.Sighted, bool, error) {
	return s.stands, s.mirrored, nil
}

func (s *studio) Save(room floor.Room, anew bool) (string, error) {
	if s.unsaved != nil {
		return "", s.unsaved
	}
	s.saved, s.anew = room, anew
	return "rooms/praktijkruimte.yaml", nil
}

// user is somebody before a guide: what they do and what they see.
type user struct {
	t      testing.TB
	guide  *guide.Guide
	studio *studio
	sheet  guide.Sheet
	wake   chan struct{}
	acts   int // presses, drags and fields typed
	width  float64
	height float64
}

func sit(t testing.TB, s *studio, o guide.Options) *user {
	u := &user{t: t, studio: s, wake: make(chan struct{}, 100), width: 960, height: 600}
	u.guide = guide.New(s, o)
	u.guide.OnWake(func() {
		select {
		case u.wake <- struct{}{}:
		default:
		}
	})
	t.Cleanup(u.guide.Leave)
	u.see()
	return u
}

// see draws what there is now, where it is another than before.
func (u *user) see() {
	u.guide.Tick(time0)
	if u.guide.Stale() {
		u.guide.Draw(&u.sheet, u.width, u.height)
	}
}

// widget finds a widget by its name; nil where there is none.
func (u *user) widget(id string) *guide.Widget {
	for i := range u.sheet.Widgets {
		if u.sheet.Widgets[i].ID == id {
			return &u.sheet.Widgets[i]
		}
	}
	return nil
}

// says reports what the page says, in one line.
func (u *user) says() (all string) {
	for _, op := range u.sheet.Over.Ops {
		if text, is := op.(canvas.Text); is {
			all += text.Words + " "
		}
	}
	return all
}

// image puts the sheet together as a window does.
func (u *user) image() *image.RGBA {
	u.see()
	sheet := &u.sheet
	ground := canvas.List{Width: u.width, Height: u.height, Ground: sheet.Over.Ground}
	img := u.still(&ground)
	picture, _ := u.guide.Picture()
	show(img, picture, sheet.Photo)
	over(img, u.still(&canvas.List{Width: u.width, Height: u.height, Ground: color.NRGBA{}, Ops: sheet.Over.Ops}))
	show(img, picture, sheet.Lens)
	top := canvas.List{Width: u.width, Height: u.height, Ops: sheet.Top.Ops}
	for _, w := range sheet.Widgets {
		standIn(&top, w)
	}
	over(img, u.still(&top))
	return img
}

func (u *user) still(list *canvas.List) *image.RGBA {
	img, err := still.Image(list)
	if err != nil {
		u.t.Fatal(err)
	}
	return img
}

// show draws a part of a picture, pixel by pixel.
func show(on, picture *image.RGBA, cut *guide.Cut) {
	if cut == nil || picture == nil {
		return
	}
	m := f64.Aff3{cut.To.W / cut.From.W, 0, cut.To.X - cut.From.X*cut.To.W/cut.From.W, 0, cut.To.H / cut.From.H, cut.To.Y - cut.From.Y*cut.To.H/cut.From.H}
	from := image.Rect(int(cut.From.X), int(cut.From.Y), int(cut.From.X+cut.From.W), int(cut.From.Y+cut.From.H))
	draw.NearestNeighbor.Transform(on, m, picture, from.Intersect(picture.Rect), draw.Src, nil)
}

// over lays one picture on another.
func over(on, top *image.RGBA) { draw.Draw(on, on.Rect, top, image.Point{}, draw.Over) }

// standIn draws what a window shows for a widget.
func standIn(list *canvas.List, w guide.Widget) {
	theme := canvas.Light()
	unit := w.Size / 17
	body, rim, ink := theme.Floor, theme.Grid, theme.Ink
	switch {
	case w.Kind == guide.Main:
		body, ink = canvas.Mixed(theme.Floor, theme.Ink, 0.88), theme.Floor
		rim = body
		if w.Off {
			body = canvas.Mixed(theme.Floor, theme.Ink, 0.25)
			rim = body
		}
	case w.Off:
		body, ink = theme.Ground, canvas.Faded(theme.Quiet, 0.7)
	case w.On:
		rim = theme.Ink
	case w.Kind == guide.Field:
		rim = canvas.Mixed(theme.Floor, theme.Ink, 0.45)
	}
	list.Add(canvas.Fill{Path: w.At.Rounded(10 * unit), Color: rim}, canvas.Fill{Path: w.At.Inset(1.5 * unit).Rounded(9 * unit), Color: body})
	at, align, said := canvas.XY{X: w.At.Centre().X, Y: w.At.Centre().Y + 0.36*w.Size}, canvas.Middle, w.Words
	if w.Kind == guide.Field {
		at.X, align, said = w.At.X+12*unit, canvas.Start, w.Value
	}
	list.Add(canvas.Text{At: at, Size: w.Size, Bold: w.Kind == guide.Main, Align: align, Color: ink, Words: said})
}
