package config

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"nabij/vision"
	"nabij/vision/floor"
)

const whole = `# our own room
version: 1
name: Praktijkruimte   # the big one
camera:
  device: 0
  size: [1280, 720]
  lens:
    focal: [914.1, 914.1]
    centre: [639.5, 359.5]
    distortion: [-0.16, 0.035, 0.0005, -0.0004, 0]
floor:
  points:
    - {picture: [100.2, 300.5], floor: [0.5, 2.0]}   # by the door
    - {picture: [1100, 300.5], floor: [4.5, 2.0]}
    - {picture: [1100, 700], floor: [4.5, 1.0]}
    # under the window
    - {picture: [100, 700], floor: [0.5, 1.0]}
zones:
  # the client's own
  - name: veilig
    color: red
    kind: ribbon
    closed: true
    width_m: 0.03
    outline: [[1.35, 2.50], [1.48, 2.04], [2.00, 1.93]]
  - name: koord
    color: "#0a0b0C"
    kind: cord
    closed: false
    width_m: 0.012
    outline: [[1, 1], [2, 2]]
checks:
  - {at: [2.0, 3.0], measured_m: 1.500, found_m: 1.512}
landmarks:
  - [12.5, 13, "00ff"]
`

func wholeRoom() floor.Room {
	at := func(u, v, x, y float64) floor.Correspondence {
		return floor.Correspondence{Picture: vision.Pixel{U: u, V: v}, Floor: floor.Point{X: x, Y: y}}
	}
	return floor.Room{
		Name: "Praktijkruimte", Device: "0", Size: vision.Size{Width: 1280, Height: 720},
		Lens:   &floor.Lens{FX: 914.1, FY: 914.1, CX: 639.5, CY: 359.5, K1: -0.16, K2: 0.035, P1: 0.0005, P2: -0.0004},
		Points: []floor.Correspondence{at(100.2, 300.5, 0.5, 2), at(1100, 300.5, 4.5, 2), at(1100, 700, 4.5, 1), at(100, 700, 0.5, 1)},
		Zones: []floor.Zone{
			{Name: "veilig", Color: "red", Kind: floor.Ribbon, Closed: true, WidthM: 0.03, Outline: []floor.Point{{X: 1.35, Y: 2.5}, {X: 1.48, Y: 2.04}, {X: 2, Y: 1.93}}},
			{Name: "koord", Color: "#0a0b0C", Kind: floor.Cord, WidthM: 0.012, Outline: []floor.Point{{X: 1, Y: 1}, {X: 2, Y: 2}}},
		},
		Checks:    []floor.Check{{At: floor.Point{X: 2, Y: 3}, MeasuredM: 1.5, FoundM: 1.512}},
		Landmarks: []floor.Landmark{{At: vision.Pixel{U: 12.5, V: 13}, Descriptor: []byte{0, 255}}},
	}
}

func TestParseRoomReadsEveryKey(t *testing.T) {
	room, err := ParseRoom("room.yaml", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	if want := wholeRoom(); !reflect.DeepEqual(room, want) {
		t.Errorf("got  %+v\nwant %+v", room, want)
	}
}

func TestParseRoomRefuses(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"empty file", whole, "", "room.yaml: empty"},
		{"comments only", whole, "# later\n", "room.yaml: empty"},
		{"a list", whole, "- 1\n", "room.yaml:1: a list, want keys: version"},
		{"tab", "camera:\n", "camera:\n\t", "room.yaml:5: not readable as YAML"},
		{"second document", "landmarks:", "---\nlandmarks:", "room.yaml:34: a second document begins here"},
		{"newer", "version: 1", "version: 2", `room.yaml:2: version: "2", this program reads version 1`},
		{"no version", "version: 1", "", "room.yaml:3: version: missing"},
		{"unknown key", "name: Prak", "naam: Prak", "room.yaml:3: naam: unknown key"},
		{"unknown deep key", "  device: 0", "  apparaat: 0", "room.yaml:5: camera.apparaat: unknown key"},
		{"given twice", "name: Prak", "version: 1\nname: Prak", "room.yaml:3: version: given twice, first in line 2"},
		{"merge", "name: Prak", "<<: {name: x}\nname: Prak", "room.yaml:3: <<: unknown key"},
		{"alias", "name: Praktijkruimte ", "name: &a x\nzones: *a", "room.yaml:4: zones: an alias, want a list"},
		{"text for a number", "width_m: 0.03", "width_m: wide", `room.yaml:24: zones[0].width_m: "wide", want a number`},
		{"number in quotes", "width_m: 0.03", `width_m: "0.03"`, `room.yaml:24: zones[0].width_m: "0.03", want a number`},
		{"not a number", "floor: [0.5, 1.0]", "floor: [.nan, 1.0]", `room.yaml:17: floor.points[3].floor[0]: ".nan" is not a finite number`},
		{"infinite", "[914.1, 914.1]", "[-.inf, 914.1]", `room.yaml:8: camera.lens.focal[0]: "-.inf" is not a finite number`},
		{"beyond float", "[914.1, 914.1]", "[1e999, 914.1]", `room.yaml:8: camera.lens.focal[0]`},
		{"far away", "floor: [0.5, 1.0]", "floor: [1e300, 1.0]", "is out of reach"},
		{"no width", "width_m: 0.03", "width_m: -1", "room.yaml:24: zones[0].width_m: -1, want more than 0"},
		{"size", "[1280, 720]", "[1280, 720.5]", "room.yaml:6: camera.size: want two whole numbers"},
		{"size zero", "[1280, 720]", "[0, 0]", "room.yaml:6: camera.size: want two whole numbers"},
		{"short distortion", ", -0.0004, 0]", "]", "room.yaml:10: camera.lens.distortion: 3 numbers, want 5"},
		{"point outside", "[1100, 700]", "[1280, 700]", "room.yaml:15: floor.points[2].picture: [1280, 700] is outside the picture of 1280 x 720 px"},
		{"few points", "    - {picture: [1100, 700], floor: [4.5, 1.0]}\n", "", "room.yaml:13: floor.points: 3 points, want at least 4"},
		{"no floor", "floor:\n  points:", "grond:\n  points:", "floor: missing"},
		{"truth", "closed: true", "closed: maybe", `room.yaml:23: zones[0].closed: "maybe", want true or false`},
		{"colour", "color: red", "color: rood", `room.yaml:21: zones[0].color: unknown colour "rood"`},
		{"kind", "kind: ribbon", "kind: rope", `room.yaml:22: zones[0].kind: "rope", want ribbon or cord`},
		{"thick cord", "width_m: 0.012", "width_m: 0.015", "room.yaml:30: zones[1].width_m: a cord is thinner than 0.015 m"},
		{"semicolon", "name: veilig", `name: "a;b"`, `room.yaml:20: zones[0].name: "a;b" holds a ";"`},
		{"control", "name: veilig", `name: "a\u0007b"`, `zones[0].name: "a\ab" holds a control character`},
		{"side", "name: veilig", `name: "a:left"`, `"a:left" ends like the side of a cord`},
		{"blank name", "name: veilig", `name: "  "`, "room.yaml:20: zones[0].name: empty"},
		{"same name", "name: veilig", "name: koord", `room.yaml:26: zones[1].name: "koord" is the name of the zone in line 20 too`},
		{"short outline", "[[1, 1], [2, 2]]", "[[1, 1]]", "room.yaml:31: zones[1].outline: 1 point, want at least 2"},
		{"short closed outline", ", [2.00, 1.93]]", "]", "room.yaml:25: zones[0].outline: 2 points, want at least 3"},
		{"crossing", "[[1.35, 2.50], [1.48, 2.04], [2.00, 1.93]]", "[[0, 0], [1, 1], [1, 0], [0, 1]]", "room.yaml:25: zones[0].outline: crosses itself between its points 1 and 3"},
		{"descriptor", `"00ff"`, `"0x"`, "room.yaml:35: landmarks[0]: the descriptor is not written in hex"},
		{"picture in a descriptor", `"00ff"`, `"` + strings.Repeat("00", 33) + `"`, "a descriptor of 33 bytes, want at most 32"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(whole, c.old, c.new, 1)
			if text == whole {
				t.Fatal("the test changes nothing")
			}
			_, err := ParseRoom("room.yaml", []byte(text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got  %v\nwant %s", err, c.want)
			}
			var hinted interface{ Hint() string }
			if !errors.As(err, &hinted) || hinted.Hint() == "" {
				t.Error("no hint")
			}
			if strings.Contains(err.Error(), "\n") {
				t.Error("more than one line")
			}
		})
	}
}

func TestParseRoomCollectsAllFaults(t *testing.T) {
	text := strings.NewReplacer("color: red", "color: rood", "closed: false", "closed: 3", "size: [1280, 720]", "size: [1]").Replace(whole)
	_, err := ParseRoom("r", []byte(text))
	var faults Faults
	if !errors.As(err, &faults) || len(faults) != 3 {
		t.Errorf("got %v, want 3 faults", err)
	}
}

func TestEndsOfARibbonMayOverlap(t *testing.T) {
	outline := []floor.Point{{X: 0, Y: 0.02}, {X: 2, Y: 0}, {X: 2, Y: 2}, {X: 0, Y: 2}, {X: 0.05, Y: -0.02}}
	if i, j, ok := knot(outline, true); ok {
		t.Errorf("crossing of %d and %d counted, though its loop is short", i, j)
	}
}

func TestLoadRoomNamesTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none.yaml")
	if _, err := LoadRoom(path); err == nil || !strings.Contains(err.Error(), "none.yaml") || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	if err := os.WriteFile(path, make([]byte, largest+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadRoom(path); err == nil || !strings.Contains(err.Error(), "larger than 4 MB") {
		t.Errorf("got %v", err)
	}
}

func FuzzParseRoom(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("version: 1\ncamera: {size: [2, 2]}\nfloor: {points: []}\n"))
	f.Add([]byte("a: &a [*a]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		room, err := ParseRoom("room.yaml", data)
		if err != nil {
			if err.Error() == "" || strings.Contains(err.Error(), "\n") {
				t.Errorf("error is not one line: %q", err)
			}
			return
		}
		again, err := render("room.yaml", nil, room)
		if err != nil {
			t.Fatalf("a room that was read cannot be written: %v", err)
		}
		if back, err := ParseRoom("room.yaml", again); err != nil || !reflect.DeepEqual(back, room) {
			t.Errorf("%v\n%+v\n%+v", err, back, room)
		}
	})
}
