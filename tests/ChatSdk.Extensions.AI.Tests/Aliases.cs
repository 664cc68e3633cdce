// ChatSdk and Microsoft.Extensions.AI both have a ChatMessage, a ReasoningEffort and a ChatRole. Without the prefix AI, these names mean the ChatSdk types.
global using Microsoft.Extensions.AI;
global using AIMessage = Microsoft.Extensions.AI.ChatMessage;
global using AIReasoningEffort = Microsoft.Extensions.AI.ReasoningEffort;
global using AIRole = Microsoft.Extensions.AI.ChatRole;
