package guide_test

import (
	"math"
	"strings"
	"time"

	"nabij/canvas"
	"nabij/vision"
	"nabij/vision/floor"
)

var time0 = time.Unix(0, 0)

// until waits for what is done on other goroutines.
func (u *user) until(what string, so func() bool) {
	u.t.Helper()
	end := time.After(20 * time.Second)
	for {
		u.see()
		if so() {
			return
		}
		select {
		case <-u.wake:
		case <-time.After(20 * time.Millisecond):
		case <-end:
			u.t.Fatalf("waited for %s; it says: %s", what, u.says())
		}
	}
}

// press presses a button that must be there and ready.
func (u *user) press(id string) {
	u.t.Helper()
	u.until("the button "+id, func() bool { w := u.widget(id); return w != nil && !w.Off })
	u.acts++
	u.guide.Press(id)
	u.see()
}

// write types into a field.
func (u *user) write(id, text string) {
	u.t.Helper()
	if u.see(); u.widget(id) == nil {
		u.t.Fatalf("there is no field %s; it says: %s", id, u.says())
	}
	u.acts++
	u.guide.Type(id, text)
	u.see()
}

// at is where on the sheet a place in the picture lies.
func (u *user) at(p vision.Pixel) canvas.XY {
	c := u.sheet.Photo
	k := c.To.W / c.From.W
	return canvas.XY{X: c.To.X + (p.U+0.5-c.From.X)*k, Y: c.To.Y + (p.V+0.5-c.From.Y)*k}
}

// drag drags with the mouse from one place in the picture to another.
func (u *user) drag(from, to vision.Pixel) {
	u.t.Helper()
	u.see()
	u.acts++
	a, b := u.at(from), u.at(to)
	if !u.guide.Down(a) {
		u.t.Fatalf("%v is not in the picture", from)
	}
	u.guide.Move(canvas.XY{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2})
	u.guide.Move(b)
	u.guide.Up()
	u.see()
}

// reads waits until the page says something.
func (u *user) reads(words string) {
	u.t.Helper()
	u.until(words, func() bool { return strings.Contains(u.says(), words) })
}

// corners are where four places of the studio's floor are seen.
func (s *studio) corners(wide, long float64, from floor.Point) (px [4]vision.Pixel) {
	return s.turned(wide, long, from, 0)
}

// turned are the corners of a rectangle whose first side points elsewhere.
func (s *studio) turned(wide, long float64, from floor.Point, turn float64) (px [4]vision.Pixel) {
	sin, cos := math.Sincos(turn)
	for k, d := range [4]floor.Point{{}, {X: wide}, {X: wide, Y: long}, {Y: long}} {
		px[k] = s.pixel(from.Add(floor.Point{X: cos*d.X - sin*d.Y, Y: sin*d.X + cos*d.Y}))
	}
	return px
}

// handle is where the k-th handle of the points' page is: it is looked for
// among what is drawn, as an eye does.
func (u *user) handle(k int) vision.Pixel {
	u.t.Helper()
	return u.named(string(rune('1' + k)))
}

// pixelOfEnd is where an end of the tape is.
func (s *studio) pixelOfEnd(u *user, k int) vision.Pixel { return u.named(string(rune('A' + k))) }

// named finds a handle by its name: the ring below and to the left of it.
func (u *user) named(name string) vision.Pixel {
	u.t.Helper()
	u.see()
	for i, op := range u.sheet.Over.Ops {
		text, is := op.(canvas.Text)
		if !is || text.Words != name || i < 3 {
			continue
		}
		if ring, is := u.sheet.Over.Ops[i-3].(canvas.Fill); is && text.Align == canvas.Middle {
			at := ring.Path.Points
			var middle canvas.XY
			for _, p := range at {
				middle.X += p.X / float64(len(at))
				middle.Y += p.Y / float64(len(at))
			}
			c := u.sheet.Photo
			k := c.From.W / c.To.W
			return vision.Pixel{U: c.From.X + (middle.X-c.To.X)*k - 0.5, V: c.From.Y + (middle.Y-c.To.Y)*k - 0.5}
		}
	}
	u.t.Fatalf("there is no handle %s", name)
	return vision.Pixel{}
}
