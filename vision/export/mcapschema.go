package export

import "strings"

// The JSON schemas of the messages: the fields that nabij writes. Foxglove
// knows its own by their names and asks for the fields' types alone.
var (
	schemaMap = object(
		"deletions", list(object("timestamp", instantOf, "type", "integer", "id", "string")),
		"entities", list(object("timestamp", instantOf, "frame_id", "string", "id", "string", "lifetime", instantOf,
			"frame_locked", "boolean", "metadata", list(object()), "arrows", list(object()), "cubes", list(object()),
			"spheres", list(object()), "triangles", list(object()), "models", list(object()),
			"cylinders", list(object("pose", poseOf, "size", vectorOf, "bottom_scale", "number", "top_scale", "number", "color", colourOf)),
			"lines", list(object("type", "integer", "pose", poseOf, "thickness", "number", "scale_invariant", "boolean",
				"points", list(vectorOf), "color", colourOf, "colors", list(colourOf), "indices", list("integer"))),
			"texts", list(object("pose", poseOf, "billboard", "boolean", "font_size", "number", "scale_invariant", "boolean",
				"color", colourOf, "text", "string")))))

	schemaTrack = object("frame", "integer", "time_s", "number",
		"people", list(object("name", "string", "x_m", "number", "y_m", "number", "var_xx_m2", "number", "var_xy_m2", "number",
			"var_yy_m2", "number", "height_m", "number", "posture", "string", "feet_seen", "number", "zones", list("string"))),
		"pairs", list(object("a", "string", "b", "string", "distance_m", "number", "var_m2", "number")))

	schemaMoment = object("time_s", "number", "voice", "string", "kind", "string", "word", "string", "person", "string", "other", "string",
		"distance_m", "number", "var_m2", "number", "direction_deg", "number", "var_xx_m2", "number", "var_xy_m2", "number", "var_yy_m2", "number")

	schemaLog = object("timestamp", instantOf, "level", "integer", "message", "string", "name", "string", "file", "string", "line", "integer")

	instantOf = object("sec", "integer", "nsec", "integer")
	vectorOf  = object("x", "number", "y", "number", "z", "number")
	colourOf  = object("r", "number", "g", "number", "b", "number", "a", "number")
	poseOf    = object("position", vectorOf, "orientation", object("x", "number", "y", "number", "z", "number", "w", "number"))
)

// object returns the schema of an object: names and their types by turns.
func object(fields ...string) string {
	var parts []string
	for i := 0; i < len(fields); i += 2 {
		parts = append(parts, `"`+fields[i]+`":`+typed(fields[i+1]))
	}
	return `{"type":"object","properties":{` + strings.Join(parts, ",") + `}}`
}

func list(of string) string { return `{"type":"array","items":` + typed(of) + `}` }

// typed returns the schema of a simple type, or a schema as it is.
func typed(s string) string {
	if strings.HasPrefix(s, "{") {
		return s
	}
	return `{"type":"` + s + `"}`
}
