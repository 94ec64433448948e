import { startApp } from "./newsroom/app.js";

startApp("/newsroom/");
