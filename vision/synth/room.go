package synth

import (
	"math"
	"math/rand/v2"

	"nabij/vision"
	"nabij/vision/floor"
)

// Room is a made-up room and the camera in it. The floor reaches from the
// origin to (WidthM, DepthM).
type Room struct {
	Camera         floor.Camera
	Size           vision.Size // px
	WidthM, DepthM float64
	Zones          []floor.Zone
	Furniture      []Block
}

// Block is a piece of furniture: a box along the room's axes, in metres.
type Block struct{ From, To floor.Vec3 }

// Chair returns a chair's seat and back as one block, seen from anywhere as
// something that hides legs: 45 cm wide and deep, 85 cm high.
func Chair(at floor.Point) Block {
	return Block{From: floor.Vec3{X: at.X - 0.225, Y: at.Y - 0.225}, To: floor.Vec3{X: at.X + 0.225, Y: at.Y + 0.225, Z: 0.85}}
}

// sizes are picture widths and heights that webcams give, in px.
var sizes = []vision.Size{{Width: 320, Height: 240}, {Width: 640, Height: 480}, {Width: 640, Height: 360},
	{Width: 800, Height: 600}, {Width: 1280, Height: 720}}

// RandomRoom makes up a room of 4 to 6 by 5 to 7 m with a closed ribbon and an
// open cord. The camera hangs at the near wall, 1.6 to 2.6 m high with a
// horizontal field of view of 55 to 95 degrees and a little distortion, and
// looks at a point about the middle of the floor.
func RandomRoom(r *rand.Rand) *Room {
	between := func(low, high float64) float64 { return low + (high-low)*r.Float64() }
	room := &Room{Size: sizes[r.IntN(len(sizes))], WidthM: between(4, 6), DepthM: between(5, 7)}
	centre := floor.Vec3{X: room.WidthM * between(0.2, 0.8), Y: -between(0, 0.4), Z: between(1.6, 2.6)}
	target := floor.Vec3{X: room.WidthM * between(0.4, 0.6), Y: room.DepthM * between(0.42, 0.6), Z: between(0, 0.5)}
	fov := between(55, 95) * math.Pi / 180
	focal := float64(room.Size.Width) / 2 / math.Tan(fov/2)
	lens := floor.Lens{FX: focal, FY: focal, K1: between(-0.15, 0.02), K2: between(0, 0.03),
		CX: float64(room.Size.Width-1) / 2, CY: float64(room.Size.Height-1) / 2}
	room.Camera = floor.NewCamera(lens, floor.LookAt(centre, target, between(-0.03, 0.03)), centre)
	room.Zones = []floor.Zone{
		ribbon(r, floor.Point{X: room.WidthM * between(0.35, 0.65), Y: room.DepthM * between(0.35, 0.55)}),
		{Name: "lijn", Color: "blue", Kind: floor.Cord, WidthM: 0.012,
			Outline: []floor.Point{{X: 0.4, Y: room.DepthM * 0.7}, {X: room.WidthM * 0.5, Y: room.DepthM * 0.75}, {X: room.WidthM - 0.4, Y: room.DepthM * 0.7}}},
	}
	return room
}

// ribbon lays a closed ribbon about a point, as round as a hand lays it.
func ribbon(r *rand.Rand, middle floor.Point) floor.Zone {
	z := floor.Zone{Name: "veilig", Color: "red", Kind: floor.Ribbon, Closed: true, WidthM: 0.03}
	radius, bulge, turn := 0.6+0.3*r.Float64(), 0.1*r.Float64(), 2*math.Pi*r.Float64()
	for i := range 48 {
		angle := float64(i) * math.Pi / 24
		sin, cos := math.Sincos(angle)
		z.Outline = append(z.Outline, middle.Add(floor.Point{X: cos, Y: sin}.Scale(radius*(1+bulge*math.Cos(3*angle+turn)))))
	}
	return z
}

// Points returns n floor points as someone would click them, spread over the
// floor that the camera sees, with noise of a standard deviation in px. There
// are fewer where the camera sees hardly any floor.
func (room *Room) Points(r *rand.Rand, n int, noisePx float64) []floor.Correspondence {
	var points []floor.Correspondence
	for k := 1; len(points) < n && k < 4000; k++ {
		// The Halton sequence in bases 2 and 3 spreads well for any n.
		p := floor.Point{X: 0.1 + (room.WidthM-0.2)*halton(k, 2), Y: 0.1 + (room.DepthM-0.2)*halton(k, 3)}
		if px, ok := room.Camera.Project(floor.Vec3{X: p.X, Y: p.Y}); ok && room.shows(px) {
			// Nobody clicks outside the picture.
			px.U = min(max(0, px.U+noisePx*r.NormFloat64()), float64(room.Size.Width-1))
			px.V = min(max(0, px.V+noisePx*r.NormFloat64()), float64(room.Size.Height-1))
			points = append(points, floor.Correspondence{Picture: px, Floor: p})
		}
	}
	return points
}

// Described returns what a room file would say of the room: eight points with
// half a pixel of noise, no lens, and the true zones.
func (room *Room) Described(r *rand.Rand) floor.Room {
	return floor.Room{Name: "synth", Size: room.Size, Zones: room.Zones, Points: room.Points(r, 8, 0.5)}
}

// shows reports whether a pixel is within the picture.
func (room *Room) shows(p vision.Pixel) bool {
	return p.U >= 0 && p.V >= 0 && p.U <= float64(room.Size.Width-1) && p.V <= float64(room.Size.Height-1)
}

func halton(k, base int) (x float64) {
	for f := 1 / float64(base); k > 0; k, f = k/base, f/float64(base) {
		x += f * float64(k%base)
	}
	return x
}

// hit returns how far along a ray of length 1 the block begins, in metres;
// false where the ray misses it (Kay and Kajiya 1986, "Ray tracing complex
// scenes": the slab method).
func (b Block) hit(from, ray floor.Vec3) (distanceM float64, ok bool) {
	near, far := 0.0, math.Inf(1)
	for _, s := range [3][4]float64{
		{from.X, ray.X, b.From.X, b.To.X}, {from.Y, ray.Y, b.From.Y, b.To.Y}, {from.Z, ray.Z, b.From.Z, b.To.Z},
	} {
		t1, t2 := (s[2]-s[0])/s[1], (s[3]-s[0])/s[1]
		near, far = max(near, min(t1, t2)), min(far, max(t1, t2))
	}
	return near, near <= far
}
