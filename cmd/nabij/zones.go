package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"strings"

	"nabij/config"
	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/ribbon"
)

// calibrateZones finds the ribbons of the empty room and writes them as zones.
func calibrateZones(ctx context.Context, c *call) error {
	roomFile := c.roomFlag("room file with a calibrated floor")
	source := c.String("source", "", "camera, clip or picture of the empty room")
	outFile := c.String("out", "", "write the zones here, and leave the room file as it is")
	like := c.StringArray("like", nil, "a place in the picture, U,V in px, on a ribbon whose colour is to be looked for too")
	across := c.StringArray("corner", nil, "NAME=U,V: that ribbon lies across the corner of the room seen at U,V px, and makes a zone with the walls")
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
	if g, err = g.stands(path, *source, empty, c.stdout); err != nil {
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
	describeZones(c.stdout, g.room.Zones)
	empty.describe(c.stdout)
	return nil
}

func findZones(ctx context.Context, source string, picture *image.RGBA, g ground, shown []vision.Pixel) ([]floor.Zone, error) {
	var taught []ribbon.Taught
	for _, px := range shown {
		t, err := ribbon.Teach(picture, g.floor, px)
		if err != nil {
			return nil, fmt.Errorf("%q: at %.0f, %.0f px: %w", source, px.U, px.V, err)
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
			fmt.Errorf("%q: no ribbon and no cord was found on the measured part of the floor", source),
			"lay ribbons at least half a metre long, of a colour unlike the floor's, within the measured points, and look at the empty room",
		}
	}
	return zones, err
}

// closeCorner makes a zone with the walls of the ribbon that NAME=U,V names.
func (g *ground) closeCorner(text string) error {
	name, place, ok := strings.Cut(text, "=")
	px, err := pixelOf(place)
	if !ok || err != nil {
		return wrongUse{fmt.Sprintf("--corner %q, want a ribbon and where its corner is seen, such as B1=300,80", text)}
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
	return hinted{fmt.Errorf("no ribbon called %q was found", name), "nabij calibrate zones without --corner tells what they are called"}
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
func describeZones(w io.Writer, zones []floor.Zone) {
	for _, z := range zones {
		shape := "open"
		if z.Closed {
			shape = "closed"
		}
		fmt.Fprintf(w, "%-8s %-7s %-7s %-7s %5.2f m long, about %.0f mm wide\n", z.Name, z.Color, z.Kind, shape, ribbon.LengthM(z), 1000*z.WidthM)
	}
}
