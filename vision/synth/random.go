package synth

import (
	"image/color"
	"math"
	"math/rand/v2"
	"strconv"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// postures that people take up between walks.
var postures = []scene.Posture{scene.Stand, scene.Stand, scene.SitChair, scene.SitFloor, scene.Crouch, scene.Curled, scene.Lying}

// Random makes up a script from a seed: a random room with that many people,
// who walk about, stay a while in some posture and walk on. The first two
// seconds show the empty room. Everybody stays in the camera's sight, if one
// may hide another.
func Random(seed uint64, people int, length time.Duration) *Script {
	r := rand.New(rand.NewPCG(seed, 0))
	s := &Script{Room: RandomRoom(r), RateHz: 30, Length: length, Noise: MoveNet, Seed: seed}
	for i := range people {
		p := Person{Name: string(rune('A' + i%26)), StatureM: 1.55 + 0.35*r.Float64(), Shirt: colour(r), Trousers: colour(r)}
		if i >= 26 {
			p.Name += strconv.Itoa(i / 26)
		}
		p.Path = wander(r, s.Room, length)
		s.People = append(s.People, p)
	}
	return s
}

func colour(r *rand.Rand) color.RGBA {
	return color.RGBA{uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256)), 255}
}

// wander makes up a path: somewhere for 3 to 10 s, then on at 0.5 to 1.3 m/s.
func wander(r *rand.Rand, room *Room, length time.Duration) (path []Moment) {
	at, place, facing := 2*time.Second, room.somewhere(r), 2*math.Pi*r.Float64()
	for at < length || len(path) == 0 {
		path = append(path, Moment{at, place, facing, postures[r.IntN(len(postures))]})
		at += time.Duration((3 + 7*r.Float64()) * float64(time.Second))
		path = append(path, Moment{at, place, facing, scene.Stand})
		at += changing // she gets up before she goes
		path = append(path, Moment{at, place, facing, scene.Stand})
		next := room.somewhere(r)
		at += time.Duration(next.Distance(place) / (0.5 + 0.8*r.Float64()) * float64(time.Second))
		facing = math.Atan2(next.Y-place.Y, next.X-place.X)
		place = next
	}
	return path
}

// somewhere returns a place on the floor at which a standing person is in the
// picture from her feet to her head, if a hundred throws find one.
func (room *Room) somewhere(r *rand.Rand) (p floor.Point) {
	for range 100 {
		p = floor.Point{X: 0.4 + (room.WidthM-0.8)*r.Float64(), Y: 0.6 + (room.DepthM-1.2)*r.Float64()}
		feet, ok1 := room.Camera.Project(floor.Vec3{X: p.X, Y: p.Y})
		head, ok2 := room.Camera.Project(floor.Vec3{X: p.X, Y: p.Y, Z: 1.7})
		if ok1 && ok2 && room.shows(feet) && room.shows(head) {
			break
		}
	}
	return p
}

// Pose is one person in one posture in front of one camera.
type Pose struct {
	Room     *Room
	Truth    Truth
	StatureM float64
	Body     vision.Body // with the errors of the noise; found however small
	Mask     *vision.Mask
}

// RandomPoses makes up n independent poses, each in a room of its own, to test
// covariances on. The posture is Unknown for any, or the one asked for.
func RandomPoses(seed uint64, n int, posture scene.Posture, noise Noise) []Pose {
	r := rand.New(rand.NewPCG(seed, 1))
	noise.Miss, noise.FalsePerFrame = false, 0
	var out []Pose
	for len(out) < n {
		is := posture
		if is == scene.Unknown || is == "" {
			is = postures[r.IntN(len(postures))]
		}
		room := RandomRoom(r)
		moment := Moment{Place: room.somewhere(r), HeadingRad: 2 * math.Pi * r.Float64(), Posture: is}
		s := &Script{Room: room, RateHz: 30, Length: time.Second, Noise: noise, Seed: r.Uint64(), People: []Person{{
			Name: "A", StatureM: 1.55 + 0.35*r.Float64(), Shirt: colour(r), Trousers: colour(r), Path: []Moment{moment}}}}
		if sight := s.Sight(1); len(sight.Bodies) == 1 {
			out = append(out, Pose{Room: room, Truth: s.Truth(1)[0], StatureM: s.People[0].StatureM, Body: sight.Bodies[0], Mask: sight.Foreground})
		}
	}
	return out
}
