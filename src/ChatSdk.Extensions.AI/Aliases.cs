// Microsoft.Extensions.AI and ChatSdk both define ChatMessage, ReasoningEffort and ChatRole. In this project, the plain names refer to the
// types in ChatSdk.
global using AIMessage = Microsoft.Extensions.AI.ChatMessage;
global using AIReasoningEffort = Microsoft.Extensions.AI.ReasoningEffort;
global using AIRole = Microsoft.Extensions.AI.ChatRole;
