package synth

import (
	"fmt"
	"math"
	"math/rand/v2"

	"nabij/vision"
	"nabij/vision/floor"
)

// Laid is an empty room with ribbons, drawn as a webcam would show it: floors of
// planks, carpet and tiles, furniture, cushions, sunlight and shadows, lamps of
// several colours, blur, noise and compression.
type Laid struct {
	*Room
	Papers []Paper // on the floor
	cover  covering
	paint  map[string]rgb // of each zone, by name
	things []thing
	discs  []disc
	suns   []patch
	light  rgb // of the lamp
	fallM  float64
	seed   uint64
	blurPx float64
	// quality is JPEG's, 1 to 100.
	quality int
}

// thing is a piece of furniture with a colour of its own.
type thing struct {
	Block
	paint rgb
}

// disc is a cushion, flat on the floor.
type disc struct {
	at      floor.Point
	radiusM float64
	paint   rgb
}

// patch is a slanted strip of light or shade on the floor.
type patch struct {
	at           floor.Point
	along        floor.Point // of length 1
	longM, wideM float64
	softM, times float64 // width of its edge; brightness
}

// ribbonPaints are what ribbons of a colour are bought in.
var ribbonPaints = map[string][]rgb{
	"red": {{0.78, 0.13, 0.15}, {0.66, 0.08, 0.12}, {0.85, 0.2, 0.2}}, "orange": {{0.93, 0.47, 0.1}, {0.9, 0.42, 0.12}},
	"yellow": {{0.93, 0.8, 0.16}, {0.9, 0.78, 0.25}}, "green": {{0.15, 0.55, 0.25}, {0.1, 0.45, 0.2}, {0.3, 0.66, 0.25}},
	"blue": {{0.15, 0.25, 0.7}, {0.1, 0.35, 0.75}, {0.1, 0.15, 0.5}}, "purple": {{0.45, 0.18, 0.55}, {0.55, 0.2, 0.62}},
	"white": {{0.95, 0.95, 0.93}}, "black": {{0.06, 0.06, 0.07}},
}

var ribbonColours = []string{"red", "orange", "yellow", "green", "blue", "purple", "white", "black"}

// RandomLaid makes up a room with one to three ribbons or cords that the camera
// sees, of any colour that a person can tell from the floor.
func RandomLaid(r *rand.Rand) *Laid {
	between := func(low, high float64) float64 { return low + (high-low)*r.Float64() }
	l := &Laid{Room: RandomRoom(r), paint: map[string]rgb{}, seed: r.Uint64()}
	for l.Size.Width < 640 {
		l.Room = RandomRoom(r)
	}
	l.Zones, l.Furniture = nil, nil
	l.cover = randomCovering(r)
	warm := between(-0.06, 0.12)
	l.light = rgb{1 + warm, 1, 1 - 1.3*warm}.scale(between(0.75, 1.05))
	l.fallM, l.blurPx, l.quality = between(4, 12), between(0.35, 0.7), 60+r.IntN(36)
	for range 1 + r.IntN(3) {
		l.lay(r)
	}
	for range r.IntN(3) {
		l.chair(r)
	}
	for range r.IntN(3) {
		at := l.somewhere(r)
		colour := ribbonColours[r.IntN(len(ribbonColours))]
		l.discs = append(l.discs, disc{at, between(0.18, 0.35), ribbonPaints[colour][0]})
	}
	for range r.IntN(4) {
		a := between(0, math.Pi)
		l.suns = append(l.suns, patch{l.somewhere(r), floor.Point{X: math.Cos(a), Y: math.Sin(a)}, between(0.4, 2), between(0.15, 0.6), between(0.01, 0.15), between(0.6, 1.45)})
	}
	return l
}

func randomCovering(r *rand.Rand) covering {
	between := func(low, high float64) float64 { return low + (high-low)*r.Float64() }
	c := covering{surface: Surface(r.IntN(3)), seed: r.Uint32(), across: r.IntN(2) == 0,
		seam: between(0.1, 0.4), seamM: between(0.002, 0.005), uneven: between(0.04, 0.16), grainM: between(0.008, 0.03)}
	woods := []rgb{{0.72, 0.58, 0.42}, {0.55, 0.4, 0.27}, {0.38, 0.27, 0.19}, {0.62, 0.56, 0.5}}
	carpets := []rgb{{0.5, 0.48, 0.45}, {0.35, 0.36, 0.38}, {0.62, 0.58, 0.5}, {0.42, 0.34, 0.3}, {0.36, 0.42, 0.46}}
	tiles := []rgb{{0.66, 0.64, 0.6}, {0.55, 0.5, 0.46}, {0.42, 0.42, 0.42}, {0.7, 0.62, 0.54}}
	switch c.surface {
	case Planks:
		c.base, c.wide, c.long = woods[r.IntN(len(woods))], between(0.1, 0.2), between(0.8, 1.6)
	case Carpet:
		c.base, c.uneven = carpets[r.IntN(len(carpets))], between(0.02, 0.08)
	case Tiles:
		c.base, c.wide = tiles[r.IntN(len(tiles))], between(0.25, 0.6)
		c.long, c.seamM, c.uneven = c.wide, between(0.003, 0.008), between(0.02, 0.08)
		if r.IntN(2) == 0 {
			c.seam = -0.5 * c.seam // light joints
		}
	}
	return c
}

// somewhere is a place on the floor that the camera sees.
func (l *Laid) somewhere(r *rand.Rand) floor.Point {
	for {
		p := floor.Point{X: 0.3 + (l.WidthM-0.6)*r.Float64(), Y: 0.3 + (min(l.DepthM, 5.5)-0.6)*r.Float64()}
		if px, ok := l.Camera.Project(floor.Vec3{X: p.X, Y: p.Y}); ok && l.shows(px) {
			return p
		}
	}
}

// lay puts down one more ribbon, where it is seen whole and apart from others.
func (l *Laid) lay(r *rand.Rand) {
	for range 200 {
		z := l.randomZone(r)
		if l.fits(z) {
			colours := ribbonPaints[z.Color]
			l.paint[z.Name] = colours[r.IntN(len(colours))]
			l.Zones = append(l.Zones, z)
			return
		}
	}
}

func (l *Laid) randomZone(r *rand.Rand) floor.Zone {
	between := func(low, high float64) float64 { return low + (high-low)*r.Float64() }
	z := floor.Zone{Name: fmt.Sprint("z", len(l.Zones)), Kind: floor.Ribbon, WidthM: between(0.018, 0.05), Closed: r.IntN(3) > 0}
	for z.Color == "" || unlike(ribbonPaints[z.Color][0], l.cover.base) < 0.3 {
		z.Color = ribbonColours[r.IntN(len(ribbonColours))]
	}
	if r.IntN(4) == 0 {
		z.Kind, z.WidthM = floor.Cord, between(0.009, 0.0135)
	}
	middle := l.somewhere(r)
	if !z.Closed {
		z.Outline = wavy(r, middle, between(1, 3))
		return z
	}
	radius, turn, bulge, wave := between(0.35, 1), 2*math.Pi*r.Float64(), between(0, 0.2), between(0, 0.06)
	for i := range 72 {
		a := float64(i) * math.Pi / 36
		k := radius * (1 + bulge*math.Cos(2*a+turn) + wave*math.Cos(3*a+2*turn))
		z.Outline = append(z.Outline, middle.Add(floor.Point{X: math.Cos(a), Y: math.Sin(a)}.Scale(k)))
	}
	return z
}

// wavy is an open line about as long as said.
func wavy(r *rand.Rand, middle floor.Point, lengthM float64) (line []floor.Point) {
	a, bend, turn := 2*math.Pi*r.Float64(), 0.25*r.Float64(), 2*math.Pi*r.Float64()
	along, aside := floor.Point{X: math.Cos(a), Y: math.Sin(a)}, floor.Point{X: -math.Sin(a), Y: math.Cos(a)}
	for i := range 40 {
		t := float64(i)/39 - 0.5
		line = append(line, middle.Add(along.Scale(lengthM*t)).Add(aside.Scale(bend*math.Sin(5*t+turn))))
	}
	return line
}

// unlike is how far two colours are apart.
func unlike(a, b rgb) float64 { return math.Hypot(math.Hypot(a[0]-b[0], a[1]-b[1]), a[2]-b[2]) }

func (l *Laid) fits(z floor.Zone) bool {
	for _, p := range z.Outline {
		px, ok := l.Camera.Project(floor.Vec3{X: p.X, Y: p.Y})
		inside := vision.Box{Left: 12, Top: 12, Width: float64(l.Size.Width) - 24, Height: float64(l.Size.Height) - 24}
		if !ok || !inside.Contains(px) || p.X < 0.1 || p.Y < 0.1 || p.X > l.WidthM-0.1 || p.Y > min(l.DepthM-0.1, 5) {
			return false
		}
		for _, o := range l.Zones {
			if math.Abs(o.Distance(p)) < 0.25 {
				return false
			}
		}
	}
	return true
}

// chair puts a chair of thin legs, a seat and a back where no ribbon lies under
// it.
func (l *Laid) chair(r *rand.Rand) {
	at := l.somewhere(r)
	for _, z := range l.Zones {
		if math.Abs(z.Distance(at)) < 0.45 {
			return
		}
	}
	woods := []rgb{{0.62, 0.45, 0.28}, {0.3, 0.2, 0.14}, {0.12, 0.12, 0.13}, {0.75, 0.75, 0.75}, {0.7, 0.12, 0.12}}
	wood := woods[r.IntN(len(woods))]
	cloth := ribbonPaints[ribbonColours[r.IntN(len(ribbonColours))]][0]
	box := func(x, y, z, wx, wy, wz float64, paint rgb) {
		from := floor.Vec3{X: at.X + x, Y: at.Y + y, Z: z}
		l.things = append(l.things, thing{Block{from, floor.Vec3{X: from.X + wx, Y: from.Y + wy, Z: z + wz}}, paint})
	}
	for _, x := range []float64{-0.22, 0.19} {
		box(x, -0.22, 0, 0.03, 0.03, 0.45, wood)
		box(x, 0.19, 0, 0.03, 0.03, 0.88, wood)
	}
	box(-0.22, -0.22, 0.43, 0.44, 0.44, 0.04, cloth)
	box(-0.19, 0.19, 0.6, 0.38, 0.03, 0.26, cloth)
}
