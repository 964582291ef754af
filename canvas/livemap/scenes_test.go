package livemap_test

import (
	"math"
	"time"

	"nabij/canvas/livemap"
	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/steps"
)

// practiceRoom is a room with a closed ribbon, an open cord and floor points.
func practiceRoom() floor.Room {
	ring := make([]floor.Point, 0, 24)
	for i := range 24 {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / 24)
		wobble := 1 + 0.05*math.Sin(5*float64(i))
		ring = append(ring, floor.Point{X: 1.7 + 0.8*wobble*cos, Y: 2.3 + 0.65*wobble*sin})
	}
	return floor.Room{
		Name: "Praktijkruimte",
		Points: []floor.Correspondence{
			{Floor: floor.Point{X: 0, Y: 0}}, {Floor: floor.Point{X: 5, Y: 0}},
			{Floor: floor.Point{X: 5, Y: 4}}, {Floor: floor.Point{X: 0, Y: 4}},
		},
		Zones: []floor.Zone{
			{Name: "veilig", Color: "red", Kind: floor.Ribbon, Closed: true, WidthM: 0.03, Outline: ring},
			{Name: "grens", Color: "blue", Kind: floor.Cord, WidthM: 0.008, Outline: []floor.Point{
				{X: 3.4, Y: 0.5}, {X: 3.3, Y: 1.4}, {X: 3.5, Y: 2.3}, {X: 3.35, Y: 3.6},
			}},
		},
	}
}

// gathering returns n people in the practice room with all their pairs.
func gathering(names ...string) scene.Scene {
	at := []floor.Point{{X: 1.5, Y: 2.2}, {X: 4.1, Y: 1.6}, {X: 2.7, Y: 3.3}, {X: 0.6, Y: 0.7}, {X: 4.5, Y: 3.4}, {X: 2.4, Y: 0.8}, {X: 2.0, Y: 2.6}, {X: 4.4, Y: 0.6}}
	cov := []floor.Cov{floor.Round(0.04), {XX: 0.02, XY: 0.012, YY: 0.012}, floor.Round(0.07), floor.Round(0.05), {XX: 0.003, YY: 0.02}, floor.Round(0.06), floor.Round(0.05), floor.Round(0.09)}
	posture := []scene.Posture{scene.Curled, scene.Stand, scene.SitFloor, scene.Walk, scene.SitChair, scene.Lying, scene.Crouch, scene.Unknown}
	s := scene.Scene{Frame: 300, At: 10 * time.Minute}
	for i, name := range names {
		s.People = append(s.People, scene.Person{
			Name: name, Place: floor.Place{At: at[i], Cov: cov[i]}, Posture: posture[i], Seen: i != 1,
		})
		if i == 0 || i == 6 {
			s.People[i].Zones = []string{"veilig"}
		}
	}
	for i := range s.People {
		for j := i + 1; j < len(s.People); j++ {
			a, b := s.People[i], s.People[j]
			d := b.Place.At.Sub(a.Place.At)
			s.Pairs = append(s.Pairs, scene.Pair{A: a.Name, B: b.Name, DistanceM: d.Norm(), VarM2: a.Place.Cov.Add(b.Place.Cov).Along(d)})
		}
	}
	return s
}

// walked returns the trails of people who wandered to where they are in s.
func walked(s scene.Scene) *livemap.Trails {
	var trails livemap.Trails
	for k := range 200 {
		back := float64(200-k) / 200
		past := scene.Scene{At: s.At - time.Duration(back*float64(4*time.Minute))}
		for i, p := range s.People {
			turn := back*5 + float64(i)
			p.Seen = true
			p.Place.At = p.Place.At.Add(floor.Point{X: back * math.Sin(turn), Y: 0.6 * back * math.Cos(1.3*turn)})
			past.People = append(past.People, p)
		}
		trails.Add(past)
	}
	return &trails
}

// approach is a strip of twelve minutes in which two people came nearer and
// nobody was seen for a minute.
func approach() livemap.Strip {
	strip := livemap.Strip{
		Length: 12 * time.Minute, At: 7*time.Minute + 20*time.Second, From: 4 * time.Minute, To: 6 * time.Minute,
		Moments: []livemap.StripMoment{
			{At: 3 * time.Minute, Word: "hier is het goed"},
			{At: 3*time.Minute + 25*time.Second, Word: "halt"},
			{At: 9 * time.Minute, Word: "kleine stap"},
			{At: 11*time.Minute + 50*time.Second, Word: "een heel lang woord aan het einde"},
		},
	}
	line := livemap.StripLine{A: "Anna", B: "Bert"}
	for at := time.Duration(0); at < strip.Length; at += time.Second / 2 {
		if at > 8*time.Minute && at < 9*time.Minute {
			continue
		}
		m := at.Minutes()
		line.Points = append(line.Points, livemap.StripPoint{
			At: at, DistanceM: 2.2 + 1.3*math.Cos(m/2.5) + 0.15*math.Sin(7*m), SigmaM: 0.06 + 0.05*math.Sin(m)*math.Sin(m),
		})
	}
	strip.Lines = []livemap.StripLine{line}
	return strip
}

// strolled returns what Anna and Bert did in six minutes of walking and rest.
func strolled() []steps.Walk {
	var log steps.Log
	for at := time.Duration(0); at < 6*time.Minute; at += time.Second / 10 {
		sec := at.Seconds()
		leg := math.Floor(sec/40) + min(1, math.Mod(sec, 40)/15) // 15 s of walking, 25 s of rest
		log.Add(scene.Scene{At: at, People: []scene.Person{
			{Name: "Anna", Seen: true, Place: floor.Place{At: floor.Point{X: 1.6 + 0.5*math.Sin(leg), Y: 2.2 + 0.4*math.Cos(2*leg)}}},
			{Name: "Bert", Seen: true, Place: floor.Place{At: floor.Point{X: 3.6 + 0.9*math.Cos(1.3*leg), Y: 1.9 + 1.2*math.Sin(leg)}}},
		}})
	}
	return log.Walks()
}
