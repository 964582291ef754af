package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"

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
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	path, err := chosenRoom(*roomFile)
	if err != nil {
		return err
	}
	g, err := openRoom(path)
	if err != nil {
		return err
	}
	if *source, err = sourceOr(*source, g.room); err != nil {
		return err
	}
	empty, err := seeEmptyRoom(ctx, *source, func(size vision.Size) error { return g.fits(path, size, *source) })
	if err != nil {
		return err
	}
	if g, err = g.stands(path, *source, empty, c.stdout); err != nil {
		return err
	}
	zones, err := findZones(ctx, *source, empty.picture, g)
	if err != nil {
		return err
	}
	g.room.Zones = ribbon.KeepNames(zones, g.room.Zones)
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

func findZones(ctx context.Context, source string, picture *image.RGBA, g ground) ([]floor.Zone, error) {
	var region []floor.Point
	for _, p := range g.room.Points {
		region = append(region, p.Floor)
	}
	zones, err := ribbon.Find(ctx, picture, g.floor, region)
	if err == nil && len(zones) == 0 {
		err = hinted{
			fmt.Errorf("%q: no ribbon and no cord was found on the measured part of the floor", source),
			"lay ribbons at least half a metre long, of a colour unlike the floor's, within the measured points, and look at the empty room",
		}
	}
	return zones, err
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
