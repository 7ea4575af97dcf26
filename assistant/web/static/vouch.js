// What pages do beyond links and forms. Every page works without it.
import { listenForQuestions } from "./ask.js";
import { listenForSources } from "./pane.js";
import { listenForKeys } from "./keys.js";
import { listenForFeedback } from "./feedback.js";
import { listenForPages } from "./pages.js";

listenForPages();
listenForSources();
listenForQuestions();
listenForKeys();
listenForFeedback();
