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
	"nabij/vision/opencv"
	"nabij/vision/ribbon"
)

// calibrateZones finds the ribbons of the empty room and writes them as zones.
func calibrateZones(ctx context.Context, c *call) error {
	roomFile := c.String("room", "", "room file with a calibrated floor")
	source := c.String("source", "", "clip or picture of the empty room")
	outFile := c.String("out", "", "write the zones here, and leave the room file as it is")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	if *roomFile == "" || *source == "" {
		return wrongUse{"calibrate zones needs --room FILE and --source CLIP or PICTURE"}
	}
	g, err := openRoom(*roomFile)
	if err != nil {
		return err
	}
	empty, err := seeEmptyRoom(ctx, *source, func(size vision.Size) error { return g.fits(*roomFile, size, *source) })
	if err != nil {
		return err
	}
	zones, err := findZones(ctx, *source, empty.picture, g)
	if err != nil {
		return err
	}
	zones = ribbon.KeepNames(zones, g.room.Zones)
	if err := saveZones(*roomFile, *outFile, g.room, zones); err != nil {
		return err
	}
	describeZones(c.stdout, zones)
	empty.describe(c.stdout)
	return nil
}

// emptyRoom is the room without people, and how much of it was seen.
type emptyRoom struct {
	picture *image.RGBA
	seen    float64 // share of the picture
}

// seeEmptyRoom sees the room of a clip or picture of a size that fits.
func seeEmptyRoom(ctx context.Context, source string, fits func(vision.Size) error) (emptyRoom, error) {
	clip, err := opencv.OpenClip(source)
	if err != nil {
		return emptyRoom{}, err
	}
	defer clip.Close()
	if err := fits(clip.Size()); err != nil {
		return emptyRoom{}, err
	}
	eye, err := opencv.NewEye(clip.Size(), opencv.EyeOptions{})
	if err != nil {
		return emptyRoom{}, err
	}
	defer eye.Close()
	room, err := opencv.SeeEmptyRoom(ctx, clip, eye)
	if err != nil {
		return emptyRoom{}, err
	}
	defer room.Close()
	empty := emptyRoom{seen: room.Seen()}
	if empty.picture, err = room.Picture(); err != nil {
		return emptyRoom{}, err
	}
	if dark(empty.picture) {
		return emptyRoom{}, hinted{fmt.Errorf("%q: the picture is black", source), "take the cap off the camera, or put the light on"}
	}
	return empty, nil
}

// dark reports that a picture shows nothing: hardly any pixel is brighter than
// a camera's noise in the dark.
func dark(img *image.RGBA) bool {
	bright := 0
	for i := 0; i < len(img.Pix); i += 4 {
		if max(img.Pix[i], img.Pix[i+1], img.Pix[i+2]) > 40 {
			bright++
		}
	}
	return bright < len(img.Pix)/4/50
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

// saveZones writes zones to a file of their own, or into the room file.
func saveZones(roomFile, outFile string, room floor.Room, zones []floor.Zone) error {
	if outFile == "" {
		room.Zones = zones
		return config.SaveRoom(roomFile, room)
	}
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

// describe says what part of the room could not be looked at.
func (e emptyRoom) describe(w io.Writer) {
	if hidden := 1 - e.seen; hidden > 0.001 {
		fmt.Fprintf(w, "people hide %.0f %% of the picture all the time; nothing was looked for behind them\n", 100*hidden)
	}
}
