// Both libraries have types of these names; the plain name is ChatSdk's.
global using Microsoft.Extensions.AI;
global using AIMessage = Microsoft.Extensions.AI.ChatMessage;
global using AIReasoningEffort = Microsoft.Extensions.AI.ReasoningEffort;
global using AIRole = Microsoft.Extensions.AI.ChatRole;
