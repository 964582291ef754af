package main

import (
	"context"
	"errors"
	"image"
	"slices"
	"strings"

	"nabij/canvas/words"
	"nabij/config"
	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/ribbon"
)

// calibrateZones finds the ribbons of the empty room and writes them as zones.
func calibrateZones(ctx context.Context, c *call) error {
	roomFile := c.roomFlag("flag_room_calibrated")
	source := c.String("source", "", "flag_source_empty")
	outFile := c.String("out", "", "flag_out")
	like := c.StringArray("like", nil, "flag_like")
	across := c.StringArray("corner", nil, "flag_corner")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	shown, err := pixelsOf(*like)
	if err != nil {
		return err
	}
	path, g, err := roomToLookAt(*roomFile, source)
	if err != nil {
		return err
	}
	empty, err := seeEmptyRoom(ctx, *source, func(size vision.Size) error { return g.fits(path, size, *source) })
	if err != nil {
		return err
	}
	if g, err = g.stands(path, *source, empty, c.out()); err != nil {
		return err
	}
	zones, err := findZones(ctx, *source, empty.picture, g, shown)
	if err != nil {
		return err
	}
	g.room.Zones = ribbon.KeepNames(zones, g.room.Zones)
	for _, text := range *across {
		if err := g.closeCorner(text); err != nil {
			return err
		}
	}
	if *outFile != "" {
		err = saveZones(*outFile, g.room.Zones)
	} else {
		k := calibrating{path: path, source: *source, room: g.room, empty: empty}
		_, err = k.save(nil)
	}
	if err != nil {
		return err
	}
	describeZones(c.out(), g.room.Zones)
	for _, name := range ribbon.Beyond(empty.picture, g.floor, g.room.Zones) {
		c.tell("say_zone_beyond", name)
	}
	empty.describe(c.out())
	return nil
}

func findZones(ctx context.Context, source string, picture *image.RGBA, g ground, shown []vision.Pixel) ([]floor.Zone, error) {
	var taught []ribbon.Taught
	for _, px := range shown {
		t, err := ribbon.Teach(picture, g.floor, px)
		if err != nil {
			return nil, fail("fail_at_px", source, px.U, px.V, err)
		}
		taught = append(taught, t)
	}
	var region []floor.Point
	for _, p := range g.room.Points {
		region = append(region, p.Floor)
	}
	zones, err := ribbon.Find(ctx, picture, g.floor, region, taught...)
	if err == nil && len(zones) == 0 {
		err = hinted{
			fail("fail_no_ribbon", source),
			advice("hint_ribbons"),
		}
	}
	return zones, err
}

// closeCorner makes a zone with the walls of the ribbon that NAME=U,V names.
func (g *ground) closeCorner(text string) error {
	name, place, ok := strings.Cut(text, "=")
	px, err := pixelOf(place)
	if !ok || err != nil {
		return misused("use_corner", text)
	}
	corner, err := g.floor.ToFloor(px, vision.PixelCov{}, 0)
	if err != nil {
		return err
	}
	for i, z := range g.room.Zones {
		if z.Name == name {
			g.room.Zones[i], err = ribbon.Across(z, corner.At)
			return err
		}
	}
	return hinted{fail("fail_no_such_ribbon", name), advice("hint_corner")}
}

// saveZones writes zones to a file of their own.
func saveZones(outFile string, zones []floor.Zone) error {
	text, err := config.ZonesText(zones)
	if err != nil {
		return err
	}
	out, err := create(outFile)
	if err != nil {
		return err
	}
	return errors.Join(out.keepText(string(text)), out.drop())
}

// describeZones says what was found.
func describeZones(w teller, zones []floor.Zone) {
	for _, z := range zones {
		shape := "say_zone_open"
		if z.Closed {
			shape = "say_zone_closed"
		}
		color := z.Color
		if slices.Contains(config.Colours, color) {
			color = w.Say(words.ID("guide_color_" + color))
		}
		kind := w.Sayf(words.ID("say_zone_" + string(z.Kind)))
		w.tell("say_zone", z.Name, color, kind, w.Sayf(words.ID(shape)), ribbon.LengthM(z), 1000*z.WidthM)
	}
}
