/** What charts are drawn from besides figures. */
export type Follower = "curves" | "serving" | "fan" | "volumeCurves" | "sensitivity" | "variance";
