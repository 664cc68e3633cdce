// Both libraries have types with these names. The unprefixed names refer to the types of ChatSdk.
global using AIMessage = Microsoft.Extensions.AI.ChatMessage;
global using AIReasoningEffort = Microsoft.Extensions.AI.ReasoningEffort;
global using AIRole = Microsoft.Extensions.AI.ChatRole;
