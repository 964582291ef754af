package synth

import (
	"image"
	"image/color"
	"math"

	"nabij/vision"
	"nabij/vision/floor"
)

// paints are the colours of ribbons in daylight, by the room file's words.
var paints = map[string]color.RGBA{
	"red": {190, 40, 40, 255}, "orange": {220, 120, 40, 255}, "yellow": {220, 200, 60, 255}, "green": {50, 140, 70, 255},
	"blue": {40, 70, 170, 255}, "purple": {110, 60, 140, 255}, "white": {240, 240, 240, 255}, "black": {30, 30, 30, 255},
}

// Draw returns a simple picture of a frame: a floor with its ribbons, a wall,
// furniture and people of capsules, with a little noise. It is meant for tests
// that need pixels, not to look like a room.
func (s *Script) Draw(frame int) *image.RGBA {
	if s.stage == nil {
		s.stage = newStage(s.Room)
	}
	if s.stage.empty == nil {
		s.stage.paint()
	}
	img := image.NewRGBA(s.stage.empty.Rect)
	copy(img.Pix, s.stage.empty.Pix)
	depth := make([]float32, s.Room.Size.Width*s.Room.Size.Height)
	for i := range s.People {
		if st, there := s.People[i].state(s.At(frame)); there {
			s.drawPerson(img, depth, &s.People[i], &st)
		}
	}
	grain(img, s.Seed+uint64(frame))
	return img
}

// drawPerson draws capsules with a depth buffer of 1/m, shaded at their edges
// by nothing: flat colours are what a background model finds hardest.
func (s *Script) drawPerson(img *image.RGBA, depth []float32, p *Person, st *state) {
	paint := map[cloth]color.RGBA{skin: {205, 160, 130, 255}, shirt: p.Shirt, trousers: p.Trousers, shoes: {45, 40, 40, 255}}
	capsules := s.Room.capsules(&st.body, st.statureM)
	g, width := s.stage, s.Room.Size.Width
	for i := range capsules {
		c := paint[capsules[i].cloth]
		capsules[i].cover(s.Room.Size, 1, func(x, y int, depthM float64) {
			at, near := y*width+x, float32(1/depthM)
			if near > depth[at] && depthM < g.furniture[y/g.step*g.size.Width+x/g.step] {
				depth[at] = near
				img.Pix[4*at], img.Pix[4*at+1], img.Pix[4*at+2] = c.R, c.G, c.B
			}
		})
	}
}

// grain adds noise of about two grey levels (xorshift, Marsaglia 2003: fast
// matters more here than a long period).
func grain(img *image.RGBA, seed uint64) {
	x := seed*2685821657736338717 + 88172645463325252
	for i := 0; i < len(img.Pix); i += 4 {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		for k := range 3 {
			n := int(x>>(16*k)&3) + int(x>>(16*k+8)&3) - 3
			img.Pix[i+k] = uint8(min(max(int(img.Pix[i+k])+n, 0), 255))
		}
	}
}

// paint draws the empty room once.
func (g *stage) paint() {
	size := g.room.Size
	g.empty = image.NewRGBA(image.Rect(0, 0, size.Width, size.Height))
	for y := range size.Height {
		for x := range size.Width {
			g.empty.SetRGBA(x, y, g.room.colourAt(vision.Pixel{U: float64(x), V: float64(y)}))
		}
	}
}

// colourAt is what the empty room shows at a pixel.
func (room *Room) colourAt(px vision.Pixel) color.RGBA {
	wall := color.RGBA{215, 212, 205, 255}
	centre := room.Camera.Centre()
	ray, ok := room.Camera.Ray(px)
	if !ok {
		return wall
	}
	at := math.Inf(1)
	if ray.Z < 0 {
		at = -centre.Z / ray.Z
	}
	for _, b := range room.Furniture {
		if d, hit := b.hit(centre, ray); hit && d < at {
			shade := uint8(70 + 20*math.Mod(math.Floor(d*8), 2))
			return color.RGBA{shade, shade - 15, shade - 30, 255}
		}
	}
	p := floor.Point{X: centre.X + at*ray.X, Y: centre.Y + at*ray.Y}
	if math.IsInf(at, 1) || p.X < 0 || p.Y > room.DepthM || p.X > room.WidthM {
		return wall
	}
	return room.floorColour(p, at/room.Camera.Lens.FX)
}

// floorColour is the colour of the floor at a point of which a pixel covers
// pixelM: planks, and the ribbons with soft edges.
func (room *Room) floorColour(p floor.Point, pixelM float64) color.RGBA {
	grey := 150 + 10*math.Mod(math.Floor(p.X/0.14)+math.Floor(p.Y/0.9), 2)
	c := color.RGBA{uint8(grey), uint8(grey - 22), uint8(grey - 48), 255}
	for _, z := range room.Zones {
		share := min(max((z.WidthM/2-math.Abs(z.Distance(p)))/pixelM+0.5, 0), 1)
		if share > 0 {
			c = blend(c, paints[z.Color], share)
		}
	}
	return c
}

func blend(a, b color.RGBA, share float64) color.RGBA {
	mix := func(x, y uint8) uint8 { return uint8(float64(x)*(1-share) + float64(y)*share + 0.5) }
	return color.RGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}
