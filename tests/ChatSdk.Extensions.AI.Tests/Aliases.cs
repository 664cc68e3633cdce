// Both libraries have types with these names; the name without a prefix is the ChatSdk type.
global using Microsoft.Extensions.AI;
global using AIMessage = Microsoft.Extensions.AI.ChatMessage;
global using AIReasoningEffort = Microsoft.Extensions.AI.ReasoningEffort;
global using AIRole = Microsoft.Extensions.AI.ChatRole;
