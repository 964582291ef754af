package config

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"

	"gopkg.in/yaml.v3"

	"nabij/vision/floor"
)

// The room file as it is written, key by key. Reading does not use these
// types: see the package's documentation for why.
type (
	saidRoom struct {
		Version   int         `yaml:"version"`
		Name      string      `yaml:"name,omitempty"`
		Camera    saidCamera  `yaml:"camera"`
		Floor     saidFloor   `yaml:"floor"`
		Zones     []saidZone  `yaml:"zones,omitempty"`
		Checks    []saidCheck `yaml:"checks,omitempty"`
		Landmarks [][]any     `yaml:"landmarks,omitempty"`
	}
	saidCamera struct {
		Device string    `yaml:"device,omitempty"`
		Size   [2]int    `yaml:"size,flow"`
		Lens   *saidLens `yaml:"lens,omitempty"`
	}
	saidLens struct {
		Focal      [2]float64 `yaml:"focal,flow"`
		Centre     [2]float64 `yaml:"centre,flow"`
		Distortion [5]float64 `yaml:"distortion,flow"`
	}
	saidFloor struct {
		Points []saidPoint `yaml:"points"`
	}
	saidPoint struct {
		Picture [2]float64 `yaml:"picture,flow"`
		Floor   [2]float64 `yaml:"floor,flow"`
	}
	saidZone struct {
		Name    string       `yaml:"name"`
		Color   string       `yaml:"color"`
		Kind    string       `yaml:"kind"`
		Closed  bool         `yaml:"closed"`
		WidthM  float64      `yaml:"width_m"`
		Outline [][2]float64 `yaml:"outline,flow"`
	}
	saidCheck struct {
		At        [2]float64 `yaml:"at,flow"`
		MeasuredM float64    `yaml:"measured_m"`
		FoundM    float64    `yaml:"found_m"`
	}
)

// say returns the node tree of a room.
func say(room floor.Room) (*yaml.Node, error) {
	said := saidRoom{Version: Version, Name: room.Name}
	said.Camera = saidCamera{Device: room.Device, Size: [2]int{room.Size.Width, room.Size.Height}}
	if l := room.Lens; l != nil {
		said.Camera.Lens = &saidLens{[2]float64{l.FX, l.FY}, [2]float64{l.CX, l.CY}, [5]float64{l.K1, l.K2, l.P1, l.P2, l.K3}}
	}
	for _, p := range room.Points {
		said.Floor.Points = append(said.Floor.Points, saidPoint{[2]float64{p.Picture.U, p.Picture.V}, xy(p.Floor)})
	}
	said.Zones = sayZones(room.Zones)
	for _, c := range room.Checks {
		said.Checks = append(said.Checks, saidCheck{xy(c.At), c.MeasuredM, c.FoundM})
	}
	for _, m := range room.Landmarks {
		said.Landmarks = append(said.Landmarks, []any{m.At.U, m.At.V, hex.EncodeToString(m.Descriptor)})
	}
	var top yaml.Node
	if err := top.Encode(said); err != nil {
		return nil, err
	}
	oneLine(&top)
	return &top, nil
}

func sayZones(zones []floor.Zone) (said []saidZone) {
	for _, z := range zones {
		s := saidZone{z.Name, z.Color, string(z.Kind), z.Closed, z.WidthM, nil}
		for _, p := range z.Outline {
			s.Outline = append(s.Outline, xy(p))
		}
		said = append(said, s)
	}
	return said
}

// ZonesText returns the part of a room file that holds the zones: the key
// zones and nothing else.
func ZonesText(zones []floor.Zone) ([]byte, error) {
	var text bytes.Buffer
	encoder := yaml.NewEncoder(&text)
	encoder.SetIndent(2)
	if err := errors.Join(encoder.Encode(map[string][]saidZone{"zones": sayZones(zones)}), encoder.Close()); err != nil {
		return nil, fmt.Errorf("zones: %w", err)
	}
	return text.Bytes(), nil
}

func xy(p floor.Point) [2]float64 { return [2]float64{p.X, p.Y} }

// oneLine writes points, checks and landmarks as one line each, so that a
// hand can edit them.
func oneLine(top *yaml.Node) {
	for _, list := range []*yaml.Node{lookup(lookup(top, "floor"), "points"), lookup(top, "checks"), lookup(top, "landmarks")} {
		if list == nil {
			continue
		}
		for _, n := range list.Content {
			n.Style = yaml.FlowStyle
		}
	}
}
